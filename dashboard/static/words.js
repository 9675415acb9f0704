// Streamlit's own words and accessible names are English. This gives them in the language of the
// page. WORDS and LANGUAGE are put before this text by dashboard/ui/frame.py; `{}` in a key of
// WORDS stands for what Streamlit fills in.
document.documentElement.lang = LANGUAGE;
window.khuyencongWords = WORDS;

if (!window.khuyencongNames) {
  const original = new WeakMap();
  const prefixes = ["Remove ", "Help for "];

  // Where Streamlit writes words of its own beside those of the page.
  const places = [
    '[data-testid="stFileUploader"]',
    '[data-testid="InputInstructions"]',
    '[data-testid="stMultiSelectDropdown"]',
    ".stDataFrameColumnMenu",
    '[data-testid="stDataFrameColumnMenu"]',
    ".stDataFrameStatisticsMenu",
  ].join(", ");

  const filled = (name, words) => {
    for (const key of Object.keys(words)) {
      if (!key.includes("{}")) continue;
      const parts = key.split("{}").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
      const found = name.match(new RegExp(`^${parts.join("(.*)")}$`));
      if (found) return found.slice(1).reduce((text, value) => text.replace("{}", value), words[key]);
    }
    return null;
  };

  const translated = (name) => {
    const words = window.khuyencongWords;
    if (name in words) return words[name];
    const pattern = filled(name, words);
    if (pattern !== null) return pattern;
    const prefix = prefixes.find((start) => name.startsWith(start));
    return prefix && prefix in words ? words[prefix] + name.slice(prefix.length) : name;
  };

  const rewrite = (node) => {
    const now = node.nodeValue;
    const before = original.get(node);
    const name = before && before.ours === now ? before.name : now;
    const ours = translated(name);
    original.set(node, { name, ours });
    if (ours !== now) node.nodeValue = ours;
  };

  const rename = () => {
    for (const element of document.querySelectorAll("[aria-label]")) {
      const now = element.getAttribute("aria-label");
      const before = original.get(element);
      // Streamlit may have set a new name since: then that one is the original.
      const name = before && before.ours === now ? before.name : now;
      const ours = translated(name);
      original.set(element, { name, ours });
      if (ours !== now) element.setAttribute("aria-label", ours);
    }
    complete();
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip && skip.firstChild) rewrite(skip.firstChild);
    for (const place of document.querySelectorAll(places)) {
      const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) rewrite(texts.currentNode);
    }
  };

  // What Streamlit leaves out for who uses a keyboard or a screen reader.
  const complete = () => {
    // The link of the page shown is told by its colour alone.
    for (const link of document.querySelectorAll('[data-testid="stPageLink-NavLink"]')) {
      // That of the first page has no path, so that opened in a new tab it would be this page.
      const address = link.getAttribute("href");
      if (address.startsWith("?")) link.setAttribute("href", `./${address}`);
      const here = new URL(link.href).pathname === location.pathname;
      if (here !== (link.getAttribute("aria-current") === "page")) {
        if (here) link.setAttribute("aria-current", "page");
        else link.removeAttribute("aria-current");
      }
    }
    // A named part cannot be "presentation" at once: a group, then, as the name is worth hearing.
    for (const drop of document.querySelectorAll('section[role="presentation"][aria-label]'))
      drop.setAttribute("role", "group");
    // Code wider or taller than its place can be scrolled by mouse only.
    for (const code of document.querySelectorAll('[data-testid="stCode"] pre:not([tabindex])'))
      code.tabIndex = 0;
  };

  let waiting = 0;
  window.khuyencongNames = rename;
  new MutationObserver(() => {
    // Before the next paint, so that nobody sees the words change.
    if (waiting) return;
    waiting = requestAnimationFrame(() => {
      waiting = 0;
      rename();
    });
  }).observe(document.body, { childList: true, subtree: true });
}
window.khuyencongNames();
