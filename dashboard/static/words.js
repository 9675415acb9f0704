// Streamlit's own accessible names are English. This gives them in the language of the page.
// WORDS and LANGUAGE are put before this text by dashboard/ui/frame.py.
document.documentElement.lang = LANGUAGE;
window.khuyencongWords = WORDS;

if (!window.khuyencongNames) {
  const original = new WeakMap();
  const prefixes = ["Remove ", "Help for "];

  const translated = (name) => {
    const words = window.khuyencongWords;
    if (name in words) return words[name];
    const prefix = prefixes.find((start) => name.startsWith(start));
    return prefix && prefix in words ? words[prefix] + name.slice(prefix.length) : name;
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
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip && skip.firstChild) {
      const before = original.get(skip);
      const name = before && before.ours === skip.textContent ? before.name : skip.textContent;
      const ours = translated(name);
      original.set(skip, { name, ours });
      if (ours !== skip.textContent) skip.firstChild.nodeValue = ours;
    }
  };

  let waiting = 0;
  window.khuyencongNames = rename;
  new MutationObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(rename, 250);
  }).observe(document.body, { childList: true, subtree: true });
}
window.khuyencongNames();
