"""What a new hub says in Portuguese."""

from __future__ import annotations

from collections.abc import Mapping

PT: Mapping[str, str] = {
    "sample": "Página de exemplo: mude tudo o que ela diz, ou apague este arquivo.",
    "hub.summary": "Guias, contatos e notícias para pequenas empresas.",
    "region": "Vale do Sul",
    "water": "água e irrigação",
    "topic.file": "primeiros-passos.md",
    "topic.title": "Exemplo: primeiros passos",
    "topic.summary": "Tema de amostra que reúne as páginas de exemplo. Troque-o por um tema do seu centro.",
    "topic.body": "Um tema reúne guias, notícias, normas e apoios. Diga aqui, em duas frases, para que serve.",
    "guide.file": "exemplo-guia.md",
    "guide.title": "Exemplo: como registrar uma empresa",
    "guide.summary": "Guia de amostra. Diga aqui, em linguagem simples, o que se consegue e para quem é.",
    "guide.body": """
Este guia é um exemplo. Escreva primeiro o mais importante: o que o leitor vai conseguir e quanto tempo vai levar.

## O que é preciso

- Um documento de identidade.
- O nome que a empresa vai ter.

## Os passos

1. Reúna os papéis.
2. Entregue-os na repartição certa.
3. Guarde o comprovante.
""",
    "news.file": "exemplo-noticia.md",
    "news.title": "Exemplo: abrimos este site",
    "news.summary": "Notícia de amostra. Conte em uma frase o que aconteceu e a quem interessa.",
    "news.author": "Equipe do centro (exemplo)",
    "news.body": "Esta notícia é um exemplo. Diga o que aconteceu, quando, e o que o leitor pode fazer.",
    "organization.file": "empresas.csv",
    "organization.slug": "exemplo-empresa",
    "organization.title": "Exemplo: Padaria A Espiga",
    "organization.summary": "Empresa inventada que faz pães. Troque esta linha por uma empresa que deu permissão.",
    "organization.kind": "empresa",
    "organization.email": "vendas@example.org",
    "financing.file": "exemplo-credito.md",
    "financing.title": "Exemplo: crédito para equipamento",
    "financing.summary": "Crédito inventado para comprar máquinas. Mostra que dados leva uma ficha de financiamento.",
    "financing.provider": "Fundo de exemplo",
    "financing.body": """
{offer}

Esta ficha é um exemplo e ninguém empresta este dinheiro. Diga aqui quanto se oferece e para quê.

{audience}

Diga que empresas podem pedir.

{apply}

Diga onde se pede, com que papéis e até quando.
""",
    "standard.file": "exemplo-norma.yaml",
    "standard.title": "Exemplo: norma de rotulagem",
    "standard.summary": "Norma inventada. Mostra que dados leva a ficha de uma norma.",
    "standard.body": "Esta ficha é um exemplo. Diga aqui o que a norma pede e como se cumpre.",
    "event.file": "agenda.csv",
    "event.slug": "exemplo-oficina",
    "event.title": "Exemplo: oficina de custos",
    "event.summary": "Oficina inventada de uma manhã. Troque esta linha por um evento do seu centro.",
    "event.kind": "curso",
    "event.mode": "presencial",
    "event.place": "Salão do centro (exemplo)",
    "event.organizer": "Equipe do centro (exemplo)",
    "document.file": "exemplo-modelo.yaml",
    "document.title": "Exemplo: modelo de plano de negócio",
    "document.summary": "Documento inventado: o link não leva a nenhum arquivo. Troque-o por um do seu centro.",
    "document.publisher": "Centro de exemplo",
    "market.file": "exemplo-mercado.md",
    "market.title": "Exemplo: vender em outro país",
    "market.summary": "Perfil inventado de um mercado. Diga aqui, em duas frases, o que ele compra e o que pede.",
    "market.channels": "[Um importador que compra pouco e com frequência]",
    "market.body": """
{product}

Este perfil é um exemplo. Diga aqui que produto se vende e em que forma.

{demand}

{access}

{channels}

{prices}

{payment}

{logistics}

{contacts}
""",
    "term.file": "termos.csv",
    "term.slug": "exemplo-capital-de-giro",
    "term.title": "Exemplo: capital de giro",
    "term.summary": "Dinheiro para o dia a dia: materiais, salários e contas. Troque esta linha por uma sua.",
    "term.abbr": "CG",
    "term.synonyms": "capital circulante",
    "notice.file": "avisos.csv",
    "notice.slug": "exemplo-aviso",
    "notice.title": "Exemplo: vendo forno usado",
    "notice.summary": "Aviso inventado. Troque esta linha por um de verdade; ele sai do mural quando vence.",
    "notice.kind": "vende",
    "notice.item": "Forno usado",
    "advisor.file": "assessores.csv",
    "advisor.slug": "exemplo-balcao-de-atendimento",
    "advisor.title": "Exemplo: balcão de atendimento",
    "advisor.summary": "Balcão inventado. Diga aqui em que ajuda e a quem; uma pessoa precisa também consentir.",
    "advisor.kind": "balcão de atendimento",
    "advisor.email": "ajuda@example.org",
    "advisor.hours": "segunda a sexta, das 9 às 12",
    "advisor.free": "sim",
    "partner.file": "parceiro-de-exemplo.yaml",
    "partner.title": "Exemplo: um site vizinho",
    "partner.summary": "Site inventado. Diga aqui o que seus leitores acham nele, e avise o outro site.",
    "question.file": "perguntas.csv",
    "question.slug": "exemplo-quanto-custa",
    "question.title": "Exemplo: quanto custa registrar uma empresa?",
    "question.summary": "Resposta inventada. Diga aqui, em duas frases, o que responderia por telefone.",
    "dataset.file": "exemplo-precos.yaml",
    "dataset.title": "Exemplo: preço do pão",
    "dataset.summary": "Preços inventados de dois produtos. Mostra como uma planilha vira tabela e gráfico.",
    "dataset.columns": (
        "[{{name: mes, title: Mês, type: period, role: time}}, "
        "{{name: produto, title: Produto, type: text, role: key}}, "
        "{{name: preco, title: Preço, type: number, role: value, unit: USD por kg, decimals: 2}}]"
    ),
    "dataset.chart": "{{type: lines, x: mes, y: preco, by: produto}}",
    "dataset.publisher": "Centro de exemplo",
    "dataset.method": "Cada mês se anota o preço em duas lojas. Aqui tudo é inventado.",
    "dataset.data": "exemplo-precos.csv",
    "dataset.rows": """
mes,produto,preco
2026-08,Exemplo: pão doce,3.10
2026-08,Exemplo: pão branco,1.80
2026-09,Exemplo: pão doce,3.20
2026-09,Exemplo: pão branco,1.80
2026-10,Exemplo: pão doce,3.15
2026-10,Exemplo: pão branco,1.90
""",
    "chain.file": "exemplo-cadeia.yaml",
    "chain.title": "Exemplo: do campo ao cliente",
    "chain.summary": "Uma cadeia inventada de três elos. Troque-os pelos seus; um sem empresas é uma lacuna.",
    "chain.tiers": """
  - id: one
    title: Cultivo
    codes: ["isic:01"]
    next: [two]
  - id: two
    title: Beneficiamento
    codes: ["isic:10"]
    next: [three]
  - id: three
    title: Venda
    codes: ["isic:47"]
""",
    "thread.file": "exportar/list.yaml",
    "thread.title": "Exemplo: lista de e-mail",
    "thread.summary": "Perguntas e respostas por e-mail. A caixa da lista (.mbox) fica ao lado deste arquivo.",
    "thread.address": "lista@example.org",
    "thread.subscribe": "mailto:lista-join@example.org",
    "thread.unsubscribe": "mailto:lista-leave@example.org",
    "thread.terms": "Aberta; cada mensagem é publicada aqui com o endereço oculto.",
    "diagnostic.file": "exemplo-diagnostico.yaml",
    "diagnostic.title": "Exemplo: a sua empresa está pronta para crescer?",
    "diagnostic.summary": "Duas perguntas inventadas. Troque-as pelas suas; cada resposta leva a outro nó.",
    "diagnostic.start": "contas",
    "diagnostic.nodes": """
  - id: contas
    kind: question
    title: Mantém as contas por escrito?
    options:
      - text: Sim
        next: clientes
      - text: Não
        next: organize
  - id: clientes
    kind: question
    title: Tem clientes que voltam?
    options:
      - text: Sim
        next: cresca
      - text: Não
        next: organize
  - id: organize
    kind: outcome
    title: Primeiro, ponha ordem
    text: Diga aqui o que convém fazer, e a que páginas o leitor pode ir.
    refs: [topic/{topic}]
  - id: cresca
    kind: outcome
    title: Pode crescer
    refs: [topic/{topic}]
""",
    "readme": """
Esta pasta é um site feito com hubgen. Cada página sai de um arquivo de texto ou de uma linha de uma planilha.

## O dia a dia

    hubgen serve                    ver o site no navegador enquanto escreve
    hubgen add guide "Título"       um guia novo, como rascunho
    hubgen check                    o que está errado e como se corrige
    hubgen build                    escrever o site pronto na pasta site/

## Onde está cada coisa

- `config.yaml`: o nome do site, seus idiomas e seu contato. Cada linha está explicada.
- `content/`: os textos, uma pasta por tipo: `guides` (guias), `news` (notícias), `directory` (diretório),
  `board` (mural), `forums` (listas de e-mail), `financing` (financiamento), `standards` (normas), `events`
  (eventos), `documents` (documentos), `markets` (mercados), `statistics` (estatísticas), `diagnostics`
  (diagnósticos), `chains` (cadeias), `glossary` (glossário), `faq` (perguntas), `advisors` (assessores), `ring`
  (anel), `topics` (temas).
- `site/`: o site pronto. É refeito a cada vez; não escreva nada ali.

Os arquivos que terminam em `.csv` se abrem com uma planilha. Salve-os como "CSV UTF-8".

## Antes de publicar

1. Mude ou apague as páginas que dizem "Exemplo".
2. Ponha o endereço do site em `config.yaml`, em `base_url`.
3. Escreva em `verified` o dia em que comparou cada ficha com sua fonte.
""",
    "config": """
# Configuração do site. Cada chave leva sua explicação em cima.
# Uma linha que começa com # não conta: tire o # para usá-la.
# Um texto para as pessoas pode ser traduzido: escreva a mesma chave com @ e o idioma, como title@en.

# Número deste formato. Não o mude.
hubgen: 1

# Nome do site: aparece em cada página.
title: {title}{other_titles}

# Uma frase que diz o que é e para quem.
summary: {summary}{other_summaries}

# Endereço público do site, com a barra final. Com localhost ainda não se pode publicar.
base_url: {base_url}

# Um domínio e um dia em que ele já era seu. Daqui saem os identificadores dos canais: nunca o mude.
tag_authority: {tag_authority}

# Idiomas do site. O primeiro é o principal.
languages: [{languages}]

# Hora local, com seu nome oficial. Vale para eventos e datas de encerramento.
timezone: {zone}

# País da casa, com duas letras.
country: {country}

# A quem se escreve ou se liga. Aparece no rodapé de cada página.
{contact}
#  name: Central de ajuda
#  hours: segunda a sexta, das 8 às 16

# O que segue é opcional.

# Cor dos links e botões, com seis dígitos.
#colour: "#0b5043"

# Com que licença o texto próprio do site pode ser copiado.
#license: CC-BY-4.0

# Grupos de países. O nome tem quatro letras ou mais e pode ser escrito onde vai um país.
#groups:
#  CENTROAM: [CR, DO, GT, HN, NI, PA, SV]

# Lugares sem código oficial, para o campo "regiões".
#regions:
#  vale-sul: {{country: HN, label: {{{region_labels}}}}}

# Filtros de uma seção, em sua ordem. Substituem os de fábrica.
#facets:
#  financing:
#    - {{field: instruments, phrase: "do tipo {{}}"}}
#    - {{field: countries, phrase: "em {{}}"}}

# Pares de filtros com página própria.
#facet_pairs:
#  financing: [[instruments, countries]]

# Perfis: uma página com tudo o que serve a um tipo de leitor.
#profiles:
#  - slug: micro-alimentos
#    title: Microempresa de alimentos
#    sectors: ["10"]
#    sizes: [micro]

# Pesos máximos. k = 1000 bytes, M = 1000k. Estes são os valores de fábrica.
#budget:
#  page: 10k
#  total: 30k
#  image: 13k
#  file: 5M
#  part: 2k   # o texto de um guia; acima disso sai em partes, 0 = nunca

# Imagens: larguras em pixels e formatos que se fazem de cada foto. Com load: link, no lugar da imagem há um link com o
# tamanho. Estes são os valores de fábrica.
#images:
#  widths: [320, 640]
#  formats: [avif, jpeg]
#  load: lazy

# Palavras acrescentadas aos vocabulários, com seu nome em cada idioma do site.
#vocabularies:
#  purpose:
#    - {{id: water, label: {{{labels}}}}}
""",
}
