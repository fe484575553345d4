"""The view of an entry's own page: what is told, in which order, from the declarations of its type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hubgen.model.entry import Body, BodyLink, Data, Localized, Ref
from hubgen.model.site import Published, Target
from hubgen.model.views.data import DataView
from hubgen.model.views.entry import EntryView
from hubgen.model.views.pieces import ContactView, Fact, Group, Item, PaperView, Phrase, PictureView, StepView
from hubgen.model.views.texts import BodyView
from hubgen.stages.plan.contents import contents_of
from hubgen.stages.plan.data.data_view import dataset_pages
from hubgen.stages.plan.display import Display, bare_url, capital, field_of
from hubgen.stages.plan.pages.cards import answer_of, card, event_repeat, event_when, key_facts, state_of
from hubgen.stages.plan.pages.contacts import contact_view
from hubgen.stages.plan.pages.forms import correction_mail
from hubgen.stages.plan.pages.goods import goods_views
from hubgen.stages.plan.pages.items import item_fact, item_title
from hubgen.stages.plan.pages.notices import notices_of
from hubgen.stages.referred import referred, refs_in
from hubgen.types import BY_NAME, TYPES
from hubgen.types.thread import is_list

RELATED_EACH = 3
"""Of a type, beside what the editor chose; more would be a list of the site."""
CONTACT_STEPS = 2
"""A firm that is to be reached may name an adviser; nobody stands behind an adviser."""
NOT_CUT = "\u2011"
"""A hyphen at which no line ends: the host of a link is read as one word."""


FilePath = Callable[[str], str]
"""Path below content/ of a file -> its path in the site."""


def entry_view(
    one: Published,
    display: Display,
    file_path: FilePath,
    gathered: tuple[Group, ...] = (),
    copies: tuple[Item, ...] = (),
) -> EntryView:
    """The view of an entry in one language.

    Args:
        gathered: what its page gathers from other types.
        copies: what a reader may take along from it.
    """
    return _EntryView(one, display, file_path).view(gathered, copies)


class _EntryView:
    def __init__(self, one: Published, display: Display, file_path: FilePath):
        self.one, self.display, self.file_path = one, display, file_path
        self.kind = BY_NAME.get(one.type)
        self.data = one.entry.data
        self.texts = display.texts
        self.language = display.language

    def view(self, gathered: tuple[Group, ...], copies: tuple[Item, ...]) -> EntryView:
        found, body = self.one.body(self.language), body_view(self.one, self.display, self.file_path)
        action, contact = self._action(), self._contact()
        linked = frozenset(path for path in (body.paths if body else ()) if isinstance(path, str))
        facts = tuple(self._ledger(linked))
        single = (action, contact.page if contact else None)
        shown = linked.union(
            self._in_structure(),
            (item.path for fact in facts for item in fact.items),
            (item.path for item in single if item),
        )
        above = frozenset(card.path for group in gathered for card in group.cards)
        return EntryView(
            id=self.one.id,
            type=self.one.type,
            kicker=self._kicker(),
            title=self.display.title(self.one),
            lead=self.display.phrase(self.data.get("summary")),
            notices=notices_of(self.one, self.display),
            state=state_of(self.one, self.display),
            key=key_facts(self.one, self.display),
            action=action,
            facts=facts,
            contact=contact,
            contents=contents_of(found[0]) if found else (),
            steps=tuple(self._step(step) for step in _rows(self.data, "steps")),
            ready_when=self._phrases("ready_when"),
            papers=tuple(self._paper(paper) for paper in _rows(self.data, "documents_required")),
            conditions=self._phrases("conditions"),
            lists=tuple(self._lists()),
            figures=tuple(self._figure(row) for row in _rows(self.data, "facts")),
            results=self.display.phrase(self.data.get("results")),
            body=body,
            picture=self.display.picture(self.one),
            files=self._files(),
            laws=tuple(self._titled(law) for law in _rows(self.data, "law")),
            sources=self._sources(),
            byline=str(self.data.get("author", "")),
            dates=tuple(self._dates()),
            correct=correction_mail(self.display, self.one.id),
            gathered=gathered,
            copies=copies,
            related=related_groups(self.one, self.display, shown, above),
            disclaimer=self.texts["disclaimer_standard"] if self.one.type == "standard" else "",
            data=self._figures(),
            goods=goods_views(self.one, self.display) if self.one.type == "organization" else (),
        )

    def _figures(self) -> DataView | None:
        pages = dataset_pages(self.one, self.display, self.file_path) if self.kind and self.kind.data_field else None
        if pages is None:
            return None
        return pages.view(further_view(self.one, "method", self.display, self.file_path))

    def _in_structure(self) -> Iterator[str]:
        """Paths of the entries that its results and actions lead to."""
        for name in self.kind.structure if self.kind else ():
            targets = (self.display.site.get(entry_id) for entry_id in refs_in(self.data.get(name)))
            yield from (target.paths[self.language] for target in targets if target)

    # -- head ------------------------------------------------------------------------------

    def _kicker(self) -> tuple[Item, ...]:
        kind = self.data.get("kind")
        first = Item(capital(self.texts[f"one_{self.one.type}"]))
        if self.one.type == "thread" and is_list(self.data):
            first = Item(capital(self.texts["one_list"]))
        if isinstance(kind, str):
            first = Item(capital(self.display.items(self.one.type, field_of(self.one.type, "kind"), kind)[0].text))
        topics = self.data.items_of("topics")
        links = (self.display.link(target) for ref in topics[:3] if (target := self.display.site.get(ref.id)))
        minutes = self._plain_fact("minutes") if "minutes" in self.data else None
        return (first, *(minutes.items if minutes else ()), *links)

    def _action(self) -> Item | None:
        if self.one.type == "financing" and self.one.status not in ("closed", "historical"):
            return self._button("apply_url", "apply")
        if self.one.type == "standard":
            return self._button("official_url", "official_link")
        if self.one.type == "event" and self.one.status != "past" and self.data.get("event_status") != "cancelled":
            return self._button("registration_url", "register") or self._button("online_url", "join")
        if self.one.type == "document":
            return self._download() or self._button("url", "open_document")
        actions = self.kind.actions if self.kind and not self._is_over() else ()
        buttons = (self._button(field, text) for field, text in actions)
        return next((button for button in buttons if button), None) or self._answer()

    def _is_over(self) -> bool:
        """Whether nobody is asked to act any more."""
        return self.kind is not None and self.kind.passes and self.one.life == "ended"

    def _answer(self) -> Item | None:
        answer = answer_of(self.one, self.display) if self.kind else None
        return Item(self.texts["full_answer"], answer.path, note=answer.text) if answer else None

    def _button(self, field: str, text: str) -> Item | None:
        value = self.data.get(field)
        if not isinstance(value, Localized):
            return None
        url = str(value.pick(self.language)[0])
        return Item(self.texts[text], url, note=bare_url(url).partition("/")[0].replace("-", NOT_CUT))

    def _download(self) -> Item | None:
        value = self.data.get("path")
        if not isinstance(value, Localized):
            return None
        file = str(value.pick(self.language)[0])
        return Item(self.texts["download"], self.file_path(file), note=self.display.file_note(file))

    # -- ledger ----------------------------------------------------------------------------

    def _ledger(self, linked: frozenset[str]) -> Iterator[Fact]:
        """The facts in the order of the type.

        Args:
            linked: paths that the text links; what the entry is about is not named again.
        """
        combined: dict[str, Callable[[], Fact | None]] = {
            "amount": self._amount,
            "cost": self._cost,
            "rate": self._rate,
            "sales": self._sales,
            "when": self._when,
            "about": lambda: self._about(linked),
            "reply": self._reply,
        }
        for name in self.kind.ledger if self.kind else ():
            if name in combined:
                fact = combined[name]()
            else:
                fact = self._item_fact(name) if name.startswith("item.") else self._plain_fact(name)
            if fact and fact.items:
                yield fact

    def _plain_fact(self, name: str) -> Fact | None:
        value = self.data.get(name)
        if value is None:
            return None
        field = field_of(self.one.type, name)
        special: dict[str, Callable[[], tuple[Item, ...]]] = {
            "tax_id": lambda: (Item(str(value)),) if self.data.get("show_tax_id") else (),
            "founded": lambda: (Item(str(value)),),
            "period": lambda: (Item(self.display.period(str(value))),),
            "year": lambda: (Item(str(value)),),
            "geo": lambda: (Item(str(value), f"geo:{str(value).replace(' ', '')}"),),
            "members": self._members,
            "fees": self._fees,
            "calls": self._calls,
            "repeat": lambda: event_repeat(self.one, self.display),
            "item": lambda: (item_title(value, self.display),) if isinstance(value, Data) else (),
        }
        items = special[name]() if name in special else self.display.items(self.one.type, field, value)
        return Fact(self.display.label(field), items) if items else None

    def _item_fact(self, name: str) -> Fact | None:
        item = self.data.get("item")
        inner = name.partition(".")[2]
        return item_fact(item, inner, BY_NAME[self.one.type], self.display) if isinstance(item, Data) else None

    def _amount(self) -> Fact | None:
        return self._money("amount", "amount_min", "amount_max", "currency")

    def _cost(self) -> Fact | None:
        return self._money("cost", "cost_min", "cost_max", "currency")

    def _sales(self) -> Fact | None:
        return self._money("sales", "sales_min", "sales_max", "sales_currency")

    def _money(self, label: str, low: str, high: str, currency: str) -> Fact | None:
        text = self.display.money_range(self.data.get(low), self.data.get(high), self.data.get(currency))
        return Fact(self.texts[label], (Item(text),)) if text else None

    def _rate(self) -> Fact | None:
        rate = self.display.percent_range(self.data.get("rate_min"), self.data.get("rate_max"))
        return Fact(self.texts["rate"], (Item(self.texts["yearly"].format(x=rate)),)) if rate else None

    def _when(self) -> Fact:
        return Fact(self.texts["when"], event_when(self.one, self.display))

    def _about(self, linked: frozenset[str]) -> Fact | None:
        fact = self._plain_fact("about")
        return fact and Fact(fact.label, tuple(item for item in fact.items if item.path not in linked))

    def _reply(self) -> Fact | None:
        days = self.data.get("reply_days")
        if not isinstance(days, int):
            return None
        text = self.texts[{0: "same_day", 1: "in_a_day"}.get(days, "in_days")]
        return Fact(self.texts["reply"], (Item(text.format(n=days)),))

    def _calls(self) -> tuple[Item, ...]:
        return tuple(self._call(call) for call in _rows(self.data, "calls"))

    def _call(self, call: Data) -> Item:
        closes = self.display.moment(call.get("closes"))  # type: ignore[arg-type]
        title = self.display.phrase(call.get("title"))
        return Item(title.text, lang=title.lang, note=self.texts["up_to"].format(x=closes.text))

    def _members(self) -> tuple[Item, ...]:
        """How many take part in a list, and when they were counted."""
        updated = self.data.get("updated")
        day = self.display.day(updated.original) if isinstance(updated, Localized) else ""
        return (Item(str(self.data.get("members")), note=day),)

    def _fees(self) -> tuple[Item, ...]:
        fees = self.data.get("fees")
        if not isinstance(fees, Data):
            return ()
        from hubgen.types.maps import FEES

        labels = {field.name: field for field in FEES}
        items = []
        for name, value in fees:
            if name == "currency":
                continue
            if name in ("registration", "monthly") and isinstance(value, Decimal):
                text = self.display.money(value, fees.get("currency"))
            else:
                text = self.display.items("organization", labels[name], value)[0].text
            items.append(Item(f"{capital(labels[name].label(self.language))}: {text}"))
        return tuple(items)

    # -- blocks ----------------------------------------------------------------------------

    def _contact(self) -> ContactView | None:
        """How to reach the entry itself, else the adviser or the firm that it names, whose page is told too."""
        about = self.display.title(self.one).text
        of = self.kind.contact_of if self.kind else ""
        contact = self.data.get("contact") or self.data.get(of)
        page: Item | None = None
        for _ in range(CONTACT_STEPS):
            if isinstance(contact, Ref) and (named := self.display.site.get(contact.id)):
                page, contact = self.display.link(named), named.entry.get("contact")
        if not isinstance(contact, Data) or self._is_over():
            return None
        return replace(contact_view(contact, self.display, about=about), page=page)

    def _step(self, step: Data) -> StepView:
        link = step.get("ref")
        target = self.display.site.get(link.id) if isinstance(link, Ref) else None
        need, cost = step.get("need"), step.get("cost")
        meta = [self.display.term("need", need)] if isinstance(need, str) else []
        meta = [Item(capital(item.text), lang=item.lang) for item in meta]
        if time := self.display.phrase(step.get("time")):
            meta.append(Item(time.text, lang=time.lang))
        if isinstance(cost, Decimal):
            meta.append(Item(self.display.money(cost, step.get("currency"))))
        return StepView(
            self.display.phrase(step.get("title")),
            self.display.phrase(step.get("text")),
            self.display.link(target) if target else None,
            tuple(meta),
        )

    def _paper(self, paper: Data) -> PaperView:
        issuer = paper.get("issuer")
        cost, url = paper.get("cost"), paper.get("url")
        return PaperView(
            self.display.phrase(paper.get("title")),
            self._party(issuer),
            self.display.money(cost, paper.get("currency")) if isinstance(cost, Decimal) else "",
            self.display.phrase(paper.get("note")),
            str(url.pick(self.language)[0]) if isinstance(url, Localized) else "",
        )

    def _party(self, value: object) -> Item | None:
        """An organization of the hub, or the name of another."""
        if not isinstance(value, Localized):
            return None
        picked, language = value.pick(self.language)
        if isinstance(picked, Ref):
            target = self.display.site.get(picked.id)
            return self.display.link(target) if target else None
        return Item(str(picked), lang="" if language == self.language else language)

    def _lists(self) -> Iterator[Fact]:
        for name in self.kind.lists if self.kind else ():
            rows = _rows(self.data, name)
            items = (
                tuple(self._treaty(row) for row in rows)
                if rows
                else tuple(Item(phrase.text, lang=phrase.lang) for phrase in self._phrases(name))
            )
            if items:
                yield Fact(self.display.label(field_of(self.one.type, name)), items)

    def _treaty(self, row: Data) -> Item:
        since = row.get("in_force")
        note = self.texts["in_force_since"].format(date=self.display.day(since)) if isinstance(since, date) else ""
        return replace(self._titled(row), note=note)

    def _figure(self, row: Data) -> Fact:
        """What is counted, the figure with its unit, and in small print the year and who says so."""
        label, unit, source = (self.display.phrase(row.get(name)) for name in ("label", "unit", "source"))
        note = ", ".join(str(part) for part in (row.get("year", ""), source.text) if part)
        return Fact(label.text, (Item(f"{row.get('value', '')} {unit.text}", lang=unit.lang, note=note),))

    def _phrases(self, name: str) -> tuple[Phrase, ...]:
        value = self.data.get(name)
        if not isinstance(value, Localized):
            return ()
        texts, language = value.pick(self.language)
        return tuple(Phrase(text, "" if language == self.language else language) for text in texts)

    def _files(self) -> tuple[Item, ...]:
        items = []
        for file in _rows(self.data, "files"):
            title = self.display.phrase(file.get("title"))
            path, url = file.get("path"), file.get("url")
            if isinstance(path, Localized):
                name = str(path.pick(self.language)[0])
                items.append(Item(title.text, self.file_path(name), title.lang, note=self.display.file_note(name)))
            elif isinstance(url, Localized):
                items.append(self._titled(file))
        return tuple(items)

    def _titled(self, row: Data) -> Item:
        title, url = self.display.phrase(row.get("title")), row.get("url")
        return Item(title.text, str(url.pick(self.language)[0]) if isinstance(url, Localized) else "", title.lang)

    def _sources(self) -> tuple[tuple[Item, ...], ...]:
        source = self.data.get("source")
        if isinstance(source, str):
            return ((Item(bare_url(source), source),),)
        if not isinstance(source, Data):
            return ()
        url = source.get("url")
        address = str(url.pick(self.language)[0]) if isinstance(url, Localized) else ""
        title = str(source.get("title") or (bare_url(address) if address else ""))
        items = [Item(title, address)] if title else []
        items += [Item(str(source.get(name))) for name in ("publisher",) if source.get(name)]
        if isinstance(day := source.get("date"), date):
            items.append(self.display.moment(day))
        if source.get("license"):
            items.append(Item(str(source.get("license"))))
        return (tuple(items),) if items else ()

    def _dates(self) -> Iterator[Fact]:
        updated = self.data.get("updated")
        published = self.data.get("date")
        verified = self.data.get("verified")
        changed = updated.pick(self.language)[0] if isinstance(updated, Localized) else None
        for label, day in (
            ("published", published),
            ("updated", changed),
            ("reviewed", verified),
            ("next_review", self.one.review_due),
        ):
            if isinstance(day, date):
                yield Fact(self.texts[label], (self.display.moment(day),))
        if verified == "never" and self.one.status == "historical":  # of others a notice says it
            yield Fact(self.texts["reviewed"], (Item(self.texts["never_reviewed"]),))


def _rows(data: Data, name: str) -> tuple[Data, ...]:
    value = data.get(name)
    return tuple(row for row in value if isinstance(row, Data)) if isinstance(value, tuple) else ()


def body_view(one: Published, display: Display, file_path: FilePath) -> BodyView | None:
    """The body in the page's language, else the original's, with the address of each of its links."""
    found = one.body(display.language)
    return _text_view(*found, one.targets.get(found[1], ()), display, file_path) if found else None


def further_view(one: Published, name: str, display: Display, file_path: FilePath) -> BodyView | None:
    """A text in Markdown beside the body, as the body."""
    found = one.further(name, display.language)
    targets = one.targets.get(f"{name}@{found[1]}", ()) if found else ()
    return _text_view(*found, targets, display, file_path) if found else None


def _text_view(
    body: Body, language: str, targets: tuple[Target, ...], display: Display, file_path: FilePath
) -> BodyView:
    paths = tuple(_shown(link, target, display, file_path) for link, target in zip(body.links, targets, strict=True))
    return BodyView(body.parts, paths, "" if language == display.language else language)


def _shown(link: BodyLink, target: Target, display: Display, file_path: FilePath) -> str | PictureView:
    """What belongs where a body is open: an address, or a picture."""
    if link.picture is None:
        return _address(target, display, file_path)
    return display.gallery.in_text(target.picture, link.picture, display.texts, display.locale) or ""


def _address(target: Target, display: Display, file_path: FilePath) -> str:
    if target.file:
        return file_path(target.file)
    if target.picture:
        return display.gallery.path(target.picture)
    found = display.site.get(target.id)
    if found is None:
        return ""
    return display.path_to(found, target.anchor)


def related_groups(
    one: Published, display: Display, shown: frozenset[str] = frozenset(), above: frozenset[str] = frozenset()
) -> tuple[Group, ...]:
    """Entries that this one names, or that name it, by type; topics stand in the kicker already.

    Args:
        shown: paths that the page links anyway; only the editor's own choice, `related`, repeats them.
        above: paths of the entries that the page gathers in groups just above; nothing repeats them.
    """
    chosen = {ref.id for ref in one.entry.data.items_of("related")}
    named: dict[str, list[Published]] = {}
    for name in {*chosen, *referred(one), *one.backlinks}:
        target = display.site.get(name)
        if target is None or target.type == "topic" or target.life not in ("current", "archive") or name == one.id:
            continue
        path = target.paths[display.language]
        if (name in chosen or path not in shown) and path not in above:
            named.setdefault(target.type, []).append(target)
    groups = []
    for kind in TYPES:
        if found := named.get(kind.name):
            found.sort(key=lambda t: (t.id not in chosen, t.id))
            most = max(RELATED_EACH, sum(t.id in chosen for t in found))
            cards = tuple(card(target, display) for target in found[:most])
            groups.append(Group(display.texts[f"section_{kind.name}"], cards))
    return tuple(groups)
