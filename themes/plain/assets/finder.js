// The finder: combines choices among the entries of a list. Plain functions for old browsers. The choices stand in the
// address after #f: as field=id,id;field=id. So "back" takes the last one away, and the address can be sent to others.
// The list comes from a script of its own, which calls finderData; nothing in it is ever read as HTML.
(function () {
  "use strict";
  // Results shown at first, and with each press of "more".
  var STEP = 30;
  // Places in a facet and in a record; see hubgen/formats/finder_script.py.
  var LABEL = 0, PHRASE = 1, FIELD = 2, VALUES = 3;
  var TITLE = 0, PATH = 1, LINE = 2, OWN = 3, STATE = 4, TITLE_LANG = 5, LINE_LANG = 6;

  var form = document.forms.finder;
  // The button was pressed twice while this was on its way.
  if (form.dataset.ready) return;
  form.dataset.ready = "yes";
  var heading = document.querySelector("h1"), count = document.getElementById("count");
  var texts, facets, records = [], values = [], waiting;
  var chosen, found, shown, chips, rows, more;

  function add(parent, name, text, lang) {
    var one = parent.appendChild(document.createElement(name));
    if (text) one.textContent = text;
    if (lang) one.lang = lang;
    return one;
  }

  window.finderData = function (part) {
    if (!texts) begin(part);
    records = records.concat(part.records);
    waiting = part.next;
    if (waiting) {
      var script = add(form, "script");
      script.onerror = function () { document.getElementById("failed").hidden = false; };
      script.src = form.dataset.list.replace(/[^\/]*$/, "") + waiting;
    }
    show();
  };

  // The choices take the place of the button, and the results that of the list.
  function begin(part) {
    var next = form, wasPressed = form.contains(document.activeElement);
    texts = part.texts;
    facets = part.facets;
    form.firstElementChild.hidden = true;
    chips = add(form, "p");
    chips.className = "chosen";
    facets.forEach(offer);
    while ((next = next.nextElementSibling)) next.hidden = true;
    rows = form.parentNode.appendChild(document.createElement("ul"));
    rows.className = "rows";
    more = add(add(form.parentNode, "p"), "button", texts.more);
    more.className = "go";
    more.onclick = function () { append().querySelector("a").focus(); };
    form.onsubmit = function (event) { event.preventDefault(); };
    window.onhashchange = show;
    if (wasPressed) form.querySelector("summary").focus();
  }

  function offer(facet, n) {
    if (!facet[VALUES].length) return;
    var box = add(form, "details"), set;
    add(box, "summary", facet[LABEL]).id = "f" + n;
    set = add(box, "fieldset");
    set.setAttribute("aria-labelledby", "f" + n);
    facet[VALUES].forEach(function (value) {
      var label = add(set, "label"), input = add(label, "input");
      input.type = "checkbox";
      input.onchange = function () { choose(one, input.checked); };
      add(label, "span", " " + capital(value[1]) + " ");
      var one = {
        facet: n, number: values.length, id: value[0], text: value[1], box: box, label: label, input: input,
        count: add(label, "small")
      };
      values.push(one);
    });
  }

  function capital(text) { return text.charAt(0).toUpperCase() + text.slice(1); }

  // The address with one value more or less; "#f:" alone stands for none, since "#" would lead to the top of the page.
  function choose(value, wanted) {
    location.hash = "f:" + facets.map(function (facet, n) {
      var ids = values.filter(function (one) {
        return one.facet === n && (one === value ? wanted : chosen.indexOf(one) >= 0);
      }).map(function (one) { return encodeURIComponent(one.id); });
      return ids.length ? facet[FIELD] + "=" + ids.join(",") : "";
    }).filter(Boolean).join(";");
  }

  function read() {
    var wanted = {};
    location.hash.replace(/^#f:/, "").split(";").forEach(function (pair) {
      wanted[pair.split("=")[0]] = "," + (pair.split("=")[1] || "") + ",";
    });
    return values.filter(function (one) {
      return (wanted[facets[one.facet][FIELD]] || "").indexOf("," + encodeURIComponent(one.id) + ",") >= 0;
    });
  }

  // Records that have, in each facet with choices but one, a chosen value.
  function fitting(without) {
    var sets = facets.map(function (facet, n) {
      return n === without ? [] : chosen.filter(function (one) { return one.facet === n; });
    }).filter(function (set) { return set.length; });
    return records.filter(function (record) {
      return sets.every(function (set) {
        return set.some(function (one) { return record[OWN].indexOf(one.number) >= 0; });
      });
    });
  }

  function show() {
    chosen = read();
    facets.forEach(function (facet, n) { if (facet[VALUES].length) tally(fitting(n), n); });
    found = fitting(-1);
    shown = 0;
    rows.textContent = "";
    append();
    count.textContent = (found.length === 1 ? texts.one : texts.many.replace("{n}", found.length)) + (waiting ? " …" : "");
    document.title = document.title.split(heading.textContent).join(sentence());
    heading.textContent = sentence();
    tags();
    [].forEach.call(document.querySelectorAll("a[hreflang]"), function (link) {
      link.hash = chosen.length ? location.hash : "";
    });
  }

  // Values that nothing has any more go away, unless they are chosen.
  function tally(base, n) {
    var sums = {};
    base.forEach(function (record) {
      record[OWN].forEach(function (number) { sums[number] = (sums[number] || 0) + 1; });
    });
    values.forEach(function (one) {
      if (one.facet !== n) return;
      one.input.checked = chosen.indexOf(one) >= 0;
      one.label.hidden = !sums[one.number] && !one.input.checked;
      one.count.textContent = sums[one.number] || 0;
      if (one.input.checked) one.box.open = true;
    });
  }

  // "Financing of type guarantee or loan in Honduras"; a phrase may begin with a comma.
  function sentence() {
    return facets.reduce(function (text, facet, n) {
      var words = chosen.filter(function (one) { return one.facet === n; }).map(function (one) { return one.text; });
      if (facet[VALUES].length && !words.length) return text;
      return text + (facet[PHRASE].charAt(0) === "," ? "" : " ") + facet[PHRASE].split("{}").join(words.join(texts.or));
    }, texts.name);
  }

  function tags() {
    chips.textContent = "";
    chips.hidden = !chosen.length;
    chosen.forEach(function (one) {
      button(capital(one.text) + " ×", function () { choose(one, false); }).setAttribute(
        "aria-label", texts.remove + ": " + capital(one.text) + " ×");
    });
    button(texts.all, function () { location.hash = "f:"; });
  }

  // A button that goes away when it is pressed leaves the focus at the first facet.
  function button(text, press) {
    var one = add(chips, "button", text);
    one.type = "button";
    one.onclick = function () {
      press();
      form.querySelector("summary").focus();
    };
    return one;
  }

  // The next results; gives the first of them.
  function append() {
    var first = found.slice(shown, shown + STEP).map(row)[0];
    shown += STEP;
    more.hidden = shown >= found.length;
    return first;
  }

  function row(record) {
    var item = add(rows, "li"), box = add(item, "div");
    add(add(box, "h2"), "a", record[TITLE], record[TITLE_LANG]).href = record[PATH];
    if (record[LINE]) add(box, "p", record[LINE], record[LINE_LANG]);
    if (record[STATE]) add(box, "p", record[STATE]).className = "meta";
    return item;
  }
})();
