"""What a new hub says in English."""

from __future__ import annotations

from collections.abc import Mapping

EN: Mapping[str, str] = {
    "sample": "Example page: change all that it says, or delete this file.",
    "hub.summary": "Guides, contacts and news for small firms.",
    "region": "South Valley",
    "water": "water and irrigation",
    "topic.file": "first-steps.md",
    "topic.title": "Example: first steps",
    "topic.summary": "Sample topic that gathers the example pages. Change it into a topic of your hub.",
    "topic.body": "A topic gathers guides, news, standards and support. Say here, in two sentences, what it is for.",
    "guide.file": "example-guide.md",
    "guide.title": "Example: how to register a business",
    "guide.summary": "Sample guide. Say here, in plain words, what the reader will get done and who it is for.",
    "guide.body": """
This guide is an example. Write the most important thing first: what the reader will get, and how long it takes.

## What you need

- An identity document.
- The name that the business will have.

## The steps

1. Gather the papers.
2. Hand them in at the right office.
3. Keep the receipt.
""",
    "news.file": "example-news.md",
    "news.title": "Example: this site is open",
    "news.summary": "Sample news. Say in one sentence what happened and whom it concerns.",
    "news.author": "Team of the hub (example)",
    "news.body": "This piece of news is an example. Say what happened, when, and what the reader can do.",
    "organization.file": "companies.csv",
    "organization.slug": "example-company",
    "organization.title": "Example: Wheatear Bakery",
    "organization.summary": "Invented firm that bakes bread. Change this row into a firm that has given its consent.",
    "organization.kind": "company",
    "organization.email": "sales@example.org",
    "financing.file": "example-loan.md",
    "financing.title": "Example: loan for equipment",
    "financing.summary": "Invented loan for buying machines. It shows what an entry about finance holds.",
    "financing.provider": "Example Fund",
    "financing.body": """
{offer}

This entry is an example, and nobody lends this money. Say here how much is offered and for what.

{audience}

Say which firms may ask for it.

{apply}

Say where to apply, with which papers, and until when.
""",
    "standard.file": "example-standard.yaml",
    "standard.title": "Example: labelling standard",
    "standard.summary": "Invented standard. It shows what an entry about a standard holds.",
    "standard.body": "This entry is an example. Say here what the standard asks for and how to meet it.",
    "event.file": "calendar.csv",
    "event.slug": "example-workshop",
    "event.title": "Example: workshop on costs",
    "event.summary": "Invented workshop of one morning. Change this row into an event of your hub.",
    "event.kind": "course",
    "event.mode": "in person",
    "event.place": "Hall of the hub (example)",
    "event.organizer": "Team of the hub (example)",
    "document.file": "example-template.yaml",
    "document.title": "Example: template of a business plan",
    "document.summary": "Invented document: its link leads to no file. Change it into one of your hub.",
    "document.publisher": "Example Hub",
    "market.file": "example-market.md",
    "market.title": "Example: selling in another country",
    "market.summary": "An invented profile of a market. Say here, in two sentences, what it buys and what it asks for.",
    "market.channels": "[An importer who buys little and often]",
    "market.body": """
{product}

This profile is an example. Say here what is sold and in which form.

{demand}

{access}

{channels}

{prices}

{payment}

{logistics}

{contacts}
""",
    "term.file": "terms.csv",
    "term.slug": "example-working-capital",
    "term.title": "Example: working capital",
    "term.summary": "Money for every day: materials, wages and bills. Change this sample row for one of yours.",
    "term.abbr": "WC",
    "term.synonyms": "operating funds",
    "notice.file": "notices.csv",
    "notice.slug": "example-notice",
    "notice.title": "Example: used oven for sale",
    "notice.summary": "An invented notice. Put a real one in this row; after its last day it leaves the board.",
    "notice.kind": "for sale",
    "notice.item": "Used oven",
    "advisor.file": "advisers.csv",
    "advisor.slug": "example-help-desk",
    "advisor.title": "Example: help desk",
    "advisor.summary": "An invented desk. Say here what it helps with and whom; a person must also have consented.",
    "advisor.kind": "help desk",
    "advisor.email": "help@example.org",
    "advisor.hours": "Monday to Friday, 9 to 12",
    "advisor.free": "yes",
    "partner.file": "example-partner.yaml",
    "partner.title": "Example: a neighbouring site",
    "partner.summary": "An invented site. Say here what your readers find there, and tell the other site.",
    "question.file": "questions.csv",
    "question.slug": "example-what-it-costs",
    "question.title": "Example: what does it cost to register a firm?",
    "question.summary": "An invented answer. Say here, in two sentences, what you would say on the phone.",
    "dataset.file": "example-prices.yaml",
    "dataset.title": "Example: price of bread",
    "dataset.summary": "Invented prices of two products. Shows how a spreadsheet becomes a table and a chart.",
    "dataset.columns": (
        "[{{name: month, title: Month, type: period, role: time}}, "
        "{{name: product, title: Product, type: text, role: key}}, "
        "{{name: price, title: Price, type: number, role: value, unit: USD per kg, decimals: 2}}]"
    ),
    "dataset.chart": "{{type: lines, x: month, y: price, by: product}}",
    "dataset.publisher": "Example centre",
    "dataset.method": "Each month the price is noted in two shops. All of it is invented.",
    "dataset.data": "example-prices.csv",
    "dataset.rows": """
month,product,price
2026-08,Example: sweet bread,3.10
2026-08,Example: white bread,1.80
2026-09,Example: sweet bread,3.20
2026-09,Example: white bread,1.80
2026-10,Example: sweet bread,3.15
2026-10,Example: white bread,1.90
""",
    "chain.file": "example-chain.yaml",
    "chain.title": "Example: from field to customer",
    "chain.summary": "An invented chain of three stages. Put yours in their place; one without firms is a gap.",
    "chain.tiers": """
  - id: one
    title: Growing
    codes: ["isic:01"]
    next: [two]
  - id: two
    title: Processing
    codes: ["isic:10"]
    next: [three]
  - id: three
    title: Sale
    codes: ["isic:47"]
""",
    "thread.file": "export/list.yaml",
    "thread.title": "Example: mailing list",
    "thread.summary": "Questions and answers by mail. The box of the list (.mbox) belongs beside this file.",
    "thread.address": "list@example.org",
    "thread.subscribe": "mailto:list-join@example.org",
    "thread.unsubscribe": "mailto:list-leave@example.org",
    "thread.terms": "Open; each message is published here with its address hidden.",
    "diagnostic.file": "example-self-check.yaml",
    "diagnostic.title": "Example: is your firm ready to grow?",
    "diagnostic.summary": "Two invented questions. Change them into yours; each answer leads to another node.",
    "diagnostic.start": "accounts",
    "diagnostic.nodes": """
  - id: accounts
    kind: question
    title: Do you keep written accounts?
    options:
      - text: 'Yes'
        next: customers
      - text: 'No'
        next: order-first
  - id: customers
    kind: question
    title: Do customers come back?
    options:
      - text: 'Yes'
        next: grow
      - text: 'No'
        next: order-first
  - id: order-first
    kind: outcome
    title: Put things in order first
    text: Say here what to do, and to which pages the reader may go.
    refs: [topic/{topic}]
  - id: grow
    kind: outcome
    title: You can grow
    refs: [topic/{topic}]
""",
    "readme": """
This folder is a website made with hubgen. Each page comes from a text file or from a row of a spreadsheet.

## Every day

    hubgen serve                    see the site in your browser while you write
    hubgen add guide "Title"        a new guide, as a draft
    hubgen check                    what is wrong, and how to mend it
    hubgen build                    write the finished site into the folder site/

## Where things are

- `config.yaml`: the name of the site, its languages and its contact. Every line is explained.
- `content/`: the texts, one folder per type: `guides`, `news`, `directory`, `board`, `forums`, `financing`,
  `standards`, `events`, `documents`, `markets`, `statistics`, `diagnostics`, `chains`, `glossary`, `faq`,
  `advisors`, `ring`, `topics`.
- `site/`: the finished site. It is made anew each time; write nothing there.

Files that end in `.csv` open in a spreadsheet program. Save them as "CSV UTF-8".

## Before you publish

1. Change or delete the pages that say "Example".
2. Put the address of the site into `config.yaml`, at `base_url`.
3. Write into `verified` the day on which you compared each entry with its source.
""",
    "config": """
# Settings of the site. Each key has its explanation above it.
# A line that begins with # does not count: take away the # to use it.
# A text for people can be translated: write the same key with @ and the language, as in title@es.

# Number of this format. Do not change it.
hubgen: 1

# Name of the site: it stands on every page.
title: {title}{other_titles}

# One sentence that says what it is and for whom.
summary: {summary}{other_summaries}

# Public address of the site, with the final slash. With localhost it cannot be published yet.
base_url: {base_url}

# A domain and a day on which you held it. The ids of the feeds are made of it: never change it.
tag_authority: {tag_authority}

# Languages of the site. The first is the main one.
languages: [{languages}]

# Local time, by its official name. It counts for events and closing days.
timezone: {zone}

# Home country, in two letters.
country: {country}

# Whom to write or call. It stands at the foot of every page.
{contact}
#  name: Help desk
#  hours: Monday to Friday, 8 to 16

# What follows is optional.

# Colour of links and buttons, in six digits.
#colour: "#0b5043"

# Under which licence the site's own text may be copied.
#license: CC-BY-4.0

# Groups of countries. Their name has four letters or more and may be written where a country goes.
#groups:
#  CENTROAM: [CR, DO, GT, HN, NI, PA, SV]

# Places without an official code, for the field "regions".
#regions:
#  south-valley: {{country: HN, label: {{{region_labels}}}}}

# Filters of a section, in their order. They replace the built-in ones.
#facets:
#  financing:
#    - {{field: instruments, phrase: "of type {{}}"}}
#    - {{field: countries, phrase: "in {{}}"}}

# Pairs of filters with a page of their own.
#facet_pairs:
#  financing: [[instruments, countries]]

# Profiles: one page with all that serves one kind of reader.
#profiles:
#  - slug: micro-food
#    title: Micro firm in food
#    sectors: ["10"]
#    sizes: [micro]

# Greatest weights. k = 1000 bytes, M = 1000k. These are the built-in values.
#budget:
#  page: 10k
#  total: 30k
#  image: 13k
#  file: 5M
#  part: 2k   # the text of a guide; above it, the guide comes in parts, 0 = never

# Pictures: widths in pixels and formats that are made of each photo. With load: link, pages hold a link with the size
# in the place of the picture. These are the built-in values.
#images:
#  widths: [320, 640]
#  formats: [avif, jpeg]
#  load: lazy

# Words added to the vocabularies, with their name in each language of the site.
#vocabularies:
#  purpose:
#    - {{id: water, label: {{{labels}}}}}
""",
}
