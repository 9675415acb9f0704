// The guide of four steps: shown at a first visit, beside the page and not over it; skipped, gone
// through and reopened by keyboard or pointer. The browser remembers that it was seen.
(() => {
  const memory = "khuyencong-guide";
  let card, words, told = null, step = 0, pointed = null, before = null;

  const seen = () => {
    try {
      return localStorage.getItem(memory) !== null;
    } catch {
      return true;
    }
  };

  const remember = () => {
    try {
      localStorage.setItem(memory, "seen");
    } catch {
      // A browser that keeps nothing is not asked again on this page.
    }
  };

  const visible = (element) => element && element.getClientRects().length > 0 &&
    element.getBoundingClientRect().right > 0;

  const point = () => {
    pointed?.classList.remove("kc-pointed");
    pointed = words.steps[step].at
      .map((place) => document.querySelector(place))
      .find(visible) ?? null;
    pointed?.classList.add("kc-pointed");
    pointed?.scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    remember();
    pointed?.classList.remove("kc-pointed");
    card?.remove();
    card = null;
    if (before?.isConnected) before.focus();
  };

  const draw = (taken) => {
    const one = words.steps[step];
    const last = step === words.steps.length - 1;
    const count = words.count.replace("{step}", step + 1).replace("{steps}", words.steps.length);
    card.innerHTML = `<p class="kc-guide-count"></p><h2 id="kc-guide-title"></h2>
      <p id="kc-guide-text"></p><div><button type="button" class="kc-plain" data-do="close"></button>
      <button type="button" class="kc-plain" data-do="back"></button>
      <button type="button" class="kc-strong" data-do="next"></button></div>`;
    card.querySelector(".kc-guide-count").textContent = count;
    card.querySelector("h2").textContent = one.title;
    card.querySelector("#kc-guide-text").textContent = one.text;
    const [skip, back, next] = card.querySelectorAll("button");
    skip.textContent = words.skip;
    skip.hidden = last;
    back.textContent = words.back;
    back.hidden = step === 0;
    next.textContent = last ? words.done : words.next;
    point();
    if (taken) next.focus({ preventScroll: true });
  };

  const open = (taken) => {
    const button = document.querySelector(".kc-guide");
    if (!button || card) return;
    told = button.dataset.words;
    words = JSON.parse(told);
    step = 0;
    before = document.activeElement;
    card = document.createElement("section");
    card.className = "kc-guide-card";
    card.setAttribute("role", "dialog");
    card.setAttribute("aria-labelledby", "kc-guide-title");
    card.setAttribute("aria-describedby", "kc-guide-text");
    card.addEventListener("click", (event) => {
      const act = event.target.closest("button")?.dataset.do;
      if (act === "close" || (act === "next" && step === words.steps.length - 1)) close();
      else if (act) {
        step += act === "next" ? 1 : -1;
        draw(true);
      }
    });
    card.addEventListener("keydown", (event) => {
      if (event.key === "Escape") close();
    });
    // First in the page, so that the next press of Tab reaches it.
    document.body.prepend(card);
    draw(taken);
  };

  document.addEventListener("click", (event) => {
    if (event.target.closest(".kc-guide")) open(true);
  });

  const first = () => {
    if (seen()) return;
    if (document.querySelector(".kc-guide") && document.querySelector("h1")) {
      open(document.activeElement === document.body);
    } else setTimeout(first, 200);
  };
  first();

  // The language may change while the guide is open. The page says so before or after its sidebar
  // has the new words, so they are asked for until they come.
  const follow = (until) => {
    const said = card && document.querySelector(".kc-guide")?.dataset.words;
    if (said && said !== told) {
      told = said;
      words = JSON.parse(said);
      draw(false);
    } else if (card && performance.now() < until) setTimeout(() => follow(until), 100);
  };
  new MutationObserver(() => follow(performance.now() + 30000))
    .observe(document.documentElement, { attributeFilter: ["lang"] });
})();
