// What a script adds to pages that work without one: a click or a reload less, nothing else. It sets no
// style and no markup of its own: what it shows comes from the server or stands in the page already.
(() => {
  "use strict";
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const status = document.getElementById("status");
  const tell = (text) => { if (status && text) status.textContent = text; };
  const isTyped = (at) => at instanceof Element
    && at.closest("input, select, textarea, [contenteditable]") !== null;

  // Fetches the page again and takes the part with this id out of it.
  const part = async (url, id, signal) => {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, credentials: "same-origin", signal });
    if (answer.redirected || !(answer.ok || answer.status === 422)) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(id);
  };
  const swap = (old, fresh) => {
    const at = document.activeElement;
    const focused = old.contains(at) ? at.id : "";
    old.replaceWith(fresh);
    if (focused) document.getElementById(focused)?.focus();
    tell(fresh.dataset.says);
  };

  // Copy buttons: the button says so itself, and the one status line does.
  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("button[data-copy]");
    if (!button) return;
    const box = button.closest(".rec");
    const value = box && all("pre", box).find((pre) => pre.getClientRects().length > 0);
    if (!value) return;
    try {
      await navigator.clipboard.writeText(value.textContent);
    } catch {
      // Not allowed, or no secure origin: marked is next best, a key copies it.
      getSelection().selectAllChildren(value);
      return;
    }
    // Behind the word stands, hidden, what is copied.
    const word = button.firstChild;
    if (word.data === button.dataset.copied) return;
    const copy = word.data;
    word.data = button.dataset.copied;
    tell(word.data);
    setTimeout(() => { word.data = copy; }, 2000);
  });

  // What is under way: looked at every 2 s, later every 5 s, and no longer than 2 min.
  const watch = (begun) => {
    const region = document.querySelector("[data-poll]");
    const passed = Date.now() - begun;
    if (!region || passed > 120000) return;
    setTimeout(async () => {
      const fresh = document.hidden ? null : await part(location.href, region.id).catch(() => null);
      if (fresh) {
        swap(region, fresh);
        if (!fresh.matches("[data-poll]") && fresh.dataset.says) document.title = `${fresh.dataset.says} · ${document.title}`;
      }
      watch(begun);
    }, passed < 20000 ? 2000 : 5000);
  };
  watch(Date.now());

  // A form whose answer is shown beside it follows what is typed.
  for (const form of all("form[data-live]")) {
    const id = form.dataset.live;
    let timer = 0;
    let running = null;
    all("[data-update]", form).forEach((button) => { button.hidden = true; });
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        running?.abort();
        running = new AbortController();
        const query = new URLSearchParams();
        for (const [name, value] of new FormData(form)) if (typeof value === "string") query.append(name, value);
        const url = `${form.getAttribute("action") || location.pathname}?${query}`;
        const fresh = await part(url, id, running.signal).catch(() => null);
        const old = document.getElementById(id);
        if (fresh && old) {
          swap(old, fresh);
          history.replaceState(null, "", url);
        }
      }, 300);
    });
  }

  // How long ago: as of the page, and kept current. The words are the page's own, `{n}` in them.
  const words = document.documentElement.dataset;
  const ages = () => {
    for (const time of all("time[data-ago]")) {
      const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000);
      if (minutes < 1) continue;
      const [pattern, n] = minutes < 60 ? [words.minutes, minutes]
        : minutes < 2880 ? [words.hours, Math.floor(minutes / 60)]
        : [words.days, Math.floor(minutes / 1440)];
      if (pattern) time.textContent = pattern.replace("{n}", n);
    }
  };
  setInterval(ages, 30000);

  // Keys, unless switched off (WCAG 2.1.4), and never where somebody types.
  if (words.keys === "off") return;
  let before = "";
  const step = (by) => {
    const stops = all("details.finding > summary, .table tbody th a");
    if (stops.length === 0) return;
    const at = stops.indexOf(document.activeElement);
    const next = at < 0 ? (by > 0 ? 0 : stops.length - 1) : Math.min(Math.max(at + by, 0), stops.length - 1);
    stops[next].focus();
  };
  const keys = {
    "/": () => document.getElementById("ask")?.focus(),
    "?": () => { location.href = "/help/keys"; },
    j: () => step(1),
    k: () => step(-1),
    o: () => {
      const open = all("details.finding");
      const any = open.some((one) => !one.open);
      open.forEach((one) => { one.open = any; });
    },
    gd: () => { location.href = "/domains"; },
    ga: () => { location.href = "/activity"; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return;
    const action = keys[before + event.key] ?? keys[event.key];
    before = event.key === "g" ? "g" : "";
    if (!action) return;
    event.preventDefault();
    action();
  });
})();
