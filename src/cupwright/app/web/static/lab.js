// Everything works without this file: it saves the reader a page load, and shows progress as it comes.
"use strict";

(() => {
  let current = null; // the request under way
  let shown = location.pathname + location.search; // what the answer on the page is of
  const streams = new Set();
  const assets = document.currentScript.dataset;

  const regions = (page) => page.querySelectorAll("[data-swap]");

  // One short line for those who listen: the answer in a sentence, not all of it.
  function say(words) {
    const line = document.getElementById("status");
    if (line && words && line.textContent !== words) line.textContent = words;
  }

  function told() {
    const place = document.getElementById("answer");
    const waits = place?.querySelector(".working .what");
    const lead = place?.querySelector(".lead");
    return (lead ?? waits)?.textContent.trim() || document.getElementById("status")?.dataset.new;
  }

  function close() {
    streams.forEach((stream) => stream.close());
    streams.clear();
  }

  // Put the answer of another page in the place of this one's; forms stay, so that the focus does.
  function swap(text) {
    const page = new DOMParser().parseFromString(text, "text/html");
    const field = document.activeElement;
    for (const region of regions(document)) {
      const other = page.getElementById(region.id);
      // Parsed anew here, so that pictures choose their size by this window.
      if (other) region.innerHTML = other.innerHTML;
    }
    // A field that stood in the answer was made anew: whoever was in it stays there.
    if (field && field.id && !field.isConnected) document.getElementById(field.id)?.focus();
    document.title = page.title;
    const tongues = document.querySelector(".tongues");
    const others = page.querySelector(".tongues");
    if (tongues && others) tongues.replaceWith(document.adoptNode(others));
    prepare();
    say(told());
  }

  async function load(address, options = {}) {
    if (current) current.abort();
    const own = (current = new AbortController());
    regions(document).forEach((region) => region.classList.add("busy"));
    try {
      const answer = await fetch(address, { signal: own.signal, headers: { accept: "text/html" }, ...options });
      const text = await answer.text();
      if (own !== current) return null;
      close();
      swap(text);
      return answer;
    } catch (error) {
      if (error.name !== "AbortError") location.assign(address);
      return null;
    } finally {
      if (own === current) current = null;
      regions(document).forEach((region) => region.classList.remove("busy"));
    }
  }

  // The address of a form, without the fields that are empty or stand where they stand anyway.
  function addressOf(form) {
    const told = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const field = form.elements.namedItem(name);
      const usual = field && field.options && field.options[0] && field.options[0].value === value && field.dataset.usual !== undefined;
      if (typeof value === "string" && value !== "" && !usual) told.append(name, value);
    }
    // What stands for "none of them" is left out where one of them is chosen.
    for (const field of form.querySelectorAll("[data-unless=checked]")) {
      const others = told.getAll(field.name).filter((value) => value !== field.value);
      if (!others.length) continue;
      told.delete(field.name);
      others.forEach((value) => told.append(field.name, value));
    }
    const query = told.toString();
    return form.getAttribute("action") + (query ? "?" + query : "");
  }

  function move(address, push) {
    history[push ? "pushState" : "replaceState"]({}, "", address);
    shown = location.pathname + location.search;
  }

  async function send(form, push) {
    if (form.method === "post") {
      const answer = await load(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer && push && answer.redirected) move(answer.url, true);
      return;
    }
    const address = addressOf(form);
    move(address, push);
    await load(address);
  }

  function follow(place) {
    const stream = new EventSource(place.dataset.events);
    const bar = place.querySelector("progress");
    const amount = place.querySelector(".amount");
    streams.add(stream);
    stream.addEventListener("progress", (event) => {
      const run = JSON.parse(event.data);
      if (run.of) {
        bar.max = run.of;
        bar.value = run.done;
        amount.textContent = `${run.done.toLocaleString(document.documentElement.lang)} / ${run.of.toLocaleString(document.documentElement.lang)}`;
      } else {
        bar.removeAttribute("value");
        amount.textContent = "";
      }
    });
    const again = () => { stream.close(); streams.delete(stream); if (place.isConnected) load(location.href); };
    stream.addEventListener("end", again);
    // A stream that the server refuses is not tried for ever: the page asks again itself.
    stream.onerror = () => { if (stream.readyState === EventSource.CLOSED) setTimeout(again, 3000); };
  }

  // The heads that stand above one column each, with the number of that column: a head may span rows and columns.
  function columnsOf(rows) {
    const taken = rows.map(() => []);
    const found = [];
    rows.forEach((row, top) => {
      let column = 0;
      for (const head of row.cells) {
        while (taken[top][column]) column += 1;
        for (let down = top; down < Math.min(top + head.rowSpan, rows.length); down += 1) {
          for (let right = column; right < column + head.colSpan; right += 1) taken[down][right] = true;
        }
        if (head.colSpan === 1 && top + head.rowSpan >= rows.length) found.push([head, column]);
      }
    });
    return found;
  }

  function sortable(table) {
    const body = table.tBodies[0];
    const heads = columnsOf([...table.tHead.rows]);
    heads.forEach(([head, column]) => {
      if (head.querySelector("button") || !head.textContent.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        const value = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
        const rows = [...body.rows].sort((one, other) => {
          const [a, b] = [value(one), value(other)];
          if (a === "" || b === "") return a === b ? 0 : a === "" ? 1 : -1; // what is not known stays below
          const order = a !== "" && !isNaN(a) && !isNaN(b) ? a - b : a.localeCompare(b);
          return down ? -order : order;
        });
        heads.forEach(([other]) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        body.append(...rows);
      });
    });
  }

  // Put a change at the end of the list under `changes:`, as far in as those that stand there.
  function insert(field, line) {
    const lines = field.value.replace(/\s*$/, "\n").split("\n");
    let at = lines.findIndex((one) => /^changes:/.test(one));
    if (at < 0) {
      at = lines.push("") - 2;
      lines[at] = "changes:";
    }
    lines[at] = lines[at].replace(/^changes:\s*\[\s*\]/, "changes:");
    let end = at + 1;
    while (end < lines.length && /^(\s|-|#|$)/.test(lines[end])) end += 1;
    while (end > at + 1 && /^(#.*|\s*)$/.test(lines[end - 1])) end -= 1;
    const like = lines.slice(at + 1, end).find((one) => /^\s*-\s/.test(one));
    const added = like === undefined ? line.trimEnd() : like.match(/^\s*/)[0] + line.trim();
    lines.splice(end, 0, added);
    const before = lines.slice(0, end).join("\n").length + 1;
    field.value = lines.join("\n").replace(/\n*$/, "\n");
    field.setSelectionRange(before, before + added.length);
  }

  // What scrolls sideways is reached with the keyboard too, and has a name.
  function reachable() {
    for (const place of document.querySelectorAll(".scroll:not([tabindex]), .scroll[data-wide]")) {
      const wide = place.scrollWidth > place.clientWidth;
      const named = { tabindex: "0", role: "group", "data-wide": "", "aria-label": place.querySelector("caption")?.innerText };
      for (const [name, value] of Object.entries(named)) {
        if (wide && value !== undefined) place.setAttribute(name, value);
        else place.removeAttribute(name);
      }
    }
  }

  function prepare() {
    reachable();
    document.querySelectorAll("[data-events]:not([data-followed])").forEach((place) => { place.dataset.followed = ""; follow(place); });
    document.querySelectorAll("table[data-sort]").forEach(sortable);
    document.querySelectorAll("[data-absolute]").forEach((field) => { field.value = new URL(field.value, location.href).href; });
    document.querySelectorAll("[data-copy]").forEach((button) => {
      button.hidden = false;
      button.onclick = async () => {
        const field = document.getElementById(button.dataset.copy);
        field.select();
        let done = true;
        try { await navigator.clipboard.writeText(field.value); } catch { done = document.execCommand("copy"); }
        if (!done || button.textContent === button.dataset.done) return;
        const words = button.textContent;
        button.textContent = button.dataset.done;
        say(button.dataset.done);
        setTimeout(() => { button.textContent = words; say(" "); }, 2500);
      };
    });
    document.querySelectorAll(".explore").forEach((place) => { place.hidden = false; });
    document.querySelectorAll("[data-insert]").forEach((button) => {
      button.onclick = () => {
        const field = document.querySelector("textarea");
        insert(field, button.dataset.insert);
        field.focus();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      };
    });
  }

  // Charts come alive when a reader asks for it, not before: their library is larger than a page.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-explore]");
    if (!button || button.getAttribute("aria-disabled")) return;
    button.setAttribute("aria-disabled", "true");
    try {
      const { toggle } = await import(assets.charts);
      await toggle(button, assets.library);
      button.removeAttribute("aria-disabled");
    } catch {
      button.parentElement.textContent = button.dataset.sorry;
    }
  });

  let pause = 0;
  document.addEventListener("change", (event) => {
    const form = event.target.form;
    if (form && form.matches("[data-live]") && event.target.tagName !== "TEXTAREA") send(form, true);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || !form.matches("[data-live]") || event.target.tagName !== "TEXTAREA") return;
    clearTimeout(pause);
    pause = setTimeout(() => send(form, true), 900);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-live]")) return;
    event.preventDefault();
    clearTimeout(pause);
    send(event.target, true);
  });
  // A step to a place on the same page is no step back to another answer.
  window.addEventListener("popstate", () => { if (location.pathname + location.search !== shown) location.reload(); });
  window.addEventListener("resize", reachable);
  window.addEventListener("pagehide", close);
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  document.addEventListener("DOMContentLoaded", prepare);
  if (document.readyState !== "loading") prepare();
})();
