// The search box: opened by its button or Ctrl+K from any page, used by keyboard alone. The server
// answers (dashboard/ui/search); here is only what is seen.
(() => {
  const wait = 120;
  let dialog, input, said, results, words, asked = 0, timer = 0;
  // Whether what is shown is of fewer letters than typed, and the key to obey once it is not.
  let behind = false, waiting = null;

  const made = (tag, className, text) => {
    const element = document.createElement(tag);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  };

  const build = () => {
    dialog = made("dialog", "kc-find");
    const label = made("label", "kc-find-label");
    label.htmlFor = "kc-find-input";
    input = made("input", "kc-find-input");
    Object.assign(input, { id: "kc-find-input", type: "search", autocomplete: "off", spellcheck: false });
    said = made("p", "kc-find-said");
    said.setAttribute("role", "status");
    results = made("div", "kc-find-results");
    const close = made("button", "kc-plain kc-find-close");
    close.type = "button";
    close.addEventListener("click", () => dialog.close());
    dialog.append(label, input, close, said, results);
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("keydown", move);
    input.addEventListener("input", () => {
      behind = true;
      waiting = null;
      clearTimeout(timer);
      timer = setTimeout(ask, wait);
    });
    results.addEventListener("click", (event) => {
      if (event.target.closest("a[data-kc-go]")) dialog.close();
    });
    document.body.append(dialog);
  };

  const links = () => [...results.querySelectorAll("a")];

  const move = (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Escape") {
      // Else the browser would first empty the field, and close at the second press.
      event.preventDefault();
      dialog.close();
    } else if (at < 0 && behind && ["Enter", "ArrowDown"].includes(event.key)) {
      event.preventDefault();
      waiting = event.key;
    } else if (event.key === "Enter" && document.activeElement === input) {
      event.preventDefault();
      if (all.length) all[0].click();
    } else if (event.key === "ArrowDown" && all.length) {
      event.preventDefault();
      all[Math.min(at + 1, all.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (at === 0 ? input : all[at - 1]).focus();
    }
  };

  const show = (answer) => {
    said.textContent = answer.said;
    results.replaceChildren(
      ...answer.groups.map((group) => {
        const part = made("section");
        const list = made("ul");
        for (const one of group.results) {
          const link = made("a", "", one.title);
          link.href = one.href;
          link.dataset.kcGo = "";
          if (one.detail) link.append(made("small", "", one.detail));
          const item = made("li");
          item.append(link);
          list.append(item);
        }
        part.append(made("h2", "", group.label), list);
        return part;
      }),
    );
    results.scrollTop = 0;
    behind = false;
    const [first] = links();
    if (waiting === "Enter") first?.click();
    if (waiting === "ArrowDown") first?.focus();
    waiting = null;
  };

  const ask = async () => {
    const mine = ++asked;
    const typed = input.value.trim();
    // Asked with nothing typed too: the server then has its index ready for the first letter.
    if (!typed) show({ said: words.hint, groups: [] });
    const query = new URLSearchParams(location.search);
    query.set("lang", words.language);
    query.set("q", typed);
    let answer = { said: words.failed, groups: [] };
    const slow = setTimeout(() => {
      if (mine === asked && typed) said.textContent = words.searching;
    }, 500);
    try {
      const response = await fetch(`./find?${query}`);
      if (response.ok) answer = await response.json();
    } catch {
      // Told below: the server cannot be reached.
    }
    clearTimeout(slow);
    if (mine === asked && typed) show(answer);
  };

  const open = () => {
    const button = document.querySelector(".kc-search");
    if (!button || (dialog && dialog.open)) return;
    if (!dialog) build();
    words = JSON.parse(button.dataset.words);
    dialog.setAttribute("aria-label", words.title);
    dialog.querySelector("label").textContent = words.title;
    const close = dialog.querySelector(".kc-find-close");
    close.textContent = words.close;
    input.value = "";
    dialog.showModal();
    input.focus();
    ask();
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest(".kc-search")) open();
  });
  document.addEventListener("keydown", (event) => {
    const key = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!key || event.key.toLowerCase() !== "k") return;
    event.preventDefault();
    open();
  });
})();
