"""Every view that a page may have; a page itself is read without the code of those that it does not have."""

from __future__ import annotations

from hubgen.model.views.data import CountriesView
from hubgen.model.views.diagnostics import ChecklistView, NodeView, ScoreView, TreeView
from hubgen.model.views.entry import EntryView, PartnerView, TopicView
from hubgen.model.views.exchange import ProductView
from hubgen.model.views.forum import MailingListView, ThreadView
from hubgen.model.views.lists import AlphabetView, CompareView, ListView, MatrixView
from hubgen.model.views.system import (
    AboutView,
    HomeView,
    NotFoundView,
    RedirectView,
    SearchView,
    SubscribeView,
)

EntryPageView = (
    EntryView | TopicView | ScoreView | TreeView | ChecklistView | ThreadView | MailingListView | PartnerView
)
"""What the page of an entry may show."""

View = (
    EntryView
    | ListView
    | MatrixView
    | ProductView
    | CompareView
    | CountriesView
    | TopicView
    | ScoreView
    | TreeView
    | NodeView
    | ChecklistView
    | ThreadView
    | MailingListView
    | PartnerView
    | HomeView
    | AlphabetView
    | AboutView
    | SubscribeView
    | SearchView
    | NotFoundView
    | RedirectView
)
