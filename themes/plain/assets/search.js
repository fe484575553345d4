// The search: asks pagefind, shows what it finds. Plain functions for old browsers; what is newer stands behind able().
// Texts are in the page, hidden until they are wanted. Nothing that comes from the index is ever read as HTML.
(function () {
  "use strict";
  // Results shown at first, and with each press of "more"; each is a file.
  var FIRST = 3, STEP = 5;
  var WEIGHTS = {title: 10, synonyms: 5};
  var FILTERS = ["type", "country", "topic"];

  var form = document.forms.search, data = form.dataset, language = document.documentElement.lang;
  // The button was pressed twice while this was on its way.
  if (data.ready) return;
  data.ready = "yes";
  var index = data.index.split(" ")[0], wasm = data.index.split(" ")[1];
  var engine, early = {}, tries = 0, broken = false;
  var asked = 0, results, shown;

  function byId(id) { return document.getElementById(id); }

  // One of the sentences of the page, the others hidden; read aloud, since they stand in a status.
  function tell(id) {
    [].forEach.call(byId("said").children, function (one) { one.hidden = one.id !== id; });
  }

  function able() {
    try { return !!new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])); } catch (error) { return false; }
  }

  // pagefind asks for its files one after another, and takes one that does not come for an empty one. So those
  // that it always wants are asked for at once, and what is missing is noticed here.
  var fetchFile = window.fetch;
  function get(address) {
    return fetchFile(address).then(function (answer) {
      if (!answer.ok) throw new Error(address);
      return answer;
    }).catch(function (error) { broken = true; throw error; });
  }
  window.fetch = function (address) {
    var name = address.split("/").pop(), answer = early[name];
    delete early[name];
    return answer || get(address);
  };

  // pagefind, loaded once. Without its worker: that is 12 KB more, and on 2G it is given up after 5 s and all begins anew.
  function start() {
    if (engine) return engine;
    var folder = new URL(data.engine + "/", location.href).href;
    var options = {noWorker: true, ranking: {metaWeights: WEIGHTS}};
    broken = false;
    if (!tries) {
      options.metaCacheTag = index;
      ["pagefind-entry.json?ts=" + index, "pagefind." + index + ".pf_meta", "wasm." + wasm + ".pagefind"]
        .forEach(function (name) { (early[name] = get(folder + name)).catch(function () {}); });
    }
    engine = import(folder + "pagefind.js" + (tries ? "?" + tries : "")).then(function (pagefind) {
      return pagefind.options(options).then(function () { return pagefind; });
    });
    return engine;
  }

  // The next try begins anew, past what a cache may hold of an older index.
  function giveUp() {
    var last = engine;
    engine = null;
    early = {};
    tries++;
    if (last) last.then(function (pagefind) { pagefind.destroy(); }).catch(function () {});
    byId("more").hidden = true;
    byId("more").disabled = false;
    tell("offline");
  }

  function chosen(without) {
    var found = {};
    FILTERS.forEach(function (name) {
      if (name !== without && form[name].value) found[name] = [form[name].value];
    });
    return found;
  }

  function search(event) {
    if (event) event.preventDefault();
    var words = form.q.value.trim(), mine = ++asked;
    if (location.protocol === "file:") return tell("disk");
    if (!able()) return tell("old");
    if (!words) return form.q.focus();
    remember(words);
    tell("loading");
    start().then(function (pagefind) {
      return Promise.all([pagefind.filters(), pagefind.preload(words)]).then(function () {
        var order = form.order.value ? {date: "desc"} : {};
        return Promise.all([null].concat(FILTERS).map(function (name) {
          return pagefind.search(words, {filters: chosen(name), sort: order});
        }));
      });
    }).then(function (answers) {
      if (mine !== asked) return;
      if (broken) return giveUp();
      FILTERS.forEach(function (name, n) { offer(form[name], answers[n + 1].filters[name] || {}); });
      return show(answers[0].results);
    }).catch(function () { if (mine === asked) giveUp(); });
  }

  // The question stands in the address, so that the way back from a result leads here; links to other languages carry it.
  function remember(words) {
    var query = "?q=" + encodeURIComponent(words);
    try {
      history.replaceState(null, "", query);
      localStorage.search = 1;
    } catch (error) {
      // This browser remembers nothing.
    }
    [].forEach.call(document.querySelectorAll("a[hreflang]"), function (link) {
      link.href = link.href.split("?")[0] + query;
    });
  }

  function offer(select, counts) {
    var value = select.value;
    while (select.length > 1) select.remove(1);
    Object.keys(counts).sort(function (a, b) { return a.localeCompare(b, language); }).forEach(function (name) {
      if (counts[name] || name === value) select.add(new Option(name + " (" + counts[name] + ")", name));
    });
    select.value = value;
    select.disabled = false;
  }

  function show(found) {
    var list = byId("found"), count = byId("count");
    results = found;
    shown = 0;
    while (list.firstChild) list.removeChild(list.firstChild);
    byId("narrow").hidden = !found.length && !Object.keys(chosen()).length;
    form.order.disabled = false;
    count.textContent = found.length === 1 ? count.dataset.one : count.dataset.many.replace("0", found.length);
    tell(found.length ? "count" : "none");
    // The keyboard on the screen makes room.
    if (window.matchMedia("(pointer:coarse)").matches) form.q.blur();
    return more(FIRST);
  }

  function more(number) {
    var list = byId("found"), mine = asked, next = results.slice(shown, shown + number);
    byId("more").disabled = true;
    return Promise.all(next.map(function (one) { return one.data(); })).then(function (pages) {
      if (mine !== asked) return;
      var first = pages.map(function (page) { return list.appendChild(row(page)); })[0];
      shown += pages.length;
      byId("more").disabled = false;
      byId("more").hidden = shown >= results.length;
      return first;
    });
  }

  function add(parent, name, text) {
    var one = parent.appendChild(document.createElement(name));
    if (text) one.textContent = text;
    return one;
  }

  function row(page) {
    var meta = page.meta, address = page.raw_url.split("?"), item = document.createElement("li"), box = add(item, "div");
    var link = add(add(box, "h2"), "a", meta.title);
    link.href = new URL(data.engine + "/../" + address[0], location.href).href;
    excerpt(add(box, "p"), page);
    var small = add(box, "p");
    small.className = "meta";
    if (meta.state) {
      add(small, "b", meta.state).className = "tag plain";
      say(small, " ");
    }
    say(small, [meta.type, meta.country, day(address[1])].filter(Boolean).join(" ·\xa0"));
    return item;
  }

  function day(iso) {
    return new Date(iso + "T12:00").toLocaleDateString(language, {day: "numeric", month: "short", year: "numeric"});
  }

  // The words around those that were found, these marked. A text begins with its title, which stands above already.
  function excerpt(paragraph, page) {
    var words = page.content.split(/\s+/), before = page.raw_content.split(page.plain_excerpt)[0];
    var start = before.split(/\s+/).length - 1, end = start + page.plain_excerpt.split(/\s+/).length;
    if (start) say(paragraph, "… ");
    for (var n = start || page.meta.title.split(/\s+/).length; n < end; n++) {
      if (page.locations.indexOf(n) < 0) say(paragraph, words[n]);
      else add(paragraph, "mark", words[n]);
      say(paragraph, " ");
    }
    if (end < words.length) say(paragraph, "…");
  }

  function say(parent, text) { parent.appendChild(document.createTextNode(text)); }

  form.onsubmit = search;
  FILTERS.concat("order").forEach(function (name) { form[name].onchange = search; });
  byId("more").onclick = function () {
    more(STEP).then(function (first) { if (first) first.querySelector("a").focus(); }, giveUp);
  };
  search();
})();
