// Paper is narrower than a screen: before printing, the page is laid out as wide as its sheet, so
// that charts are drawn anew for it; where the browser prints at once, they are scaled to it.
(() => {
  const root = document.documentElement;
  const settle = 350;
  const longest = 4000;

  // A drawing scales with its sheet once it says which part of itself is to be seen: all of it.
  const shape = (drawing) => {
    const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
    if (!width || !height) return;
    drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
    drawing.parentElement.style.setProperty("--kc-shape", `${width} / ${height}`);
  };

  // The browser may still have a chart drawn anew for the sheet: it is then shaped again.
  const watch = new MutationObserver((changes) => {
    for (const change of changes) if (change.target.matches(".main-svg")) shape(change.target);
  });

  const fit = () => {
    document.querySelectorAll(".svg-container > .main-svg").forEach(shape);
    watch.observe(document.body, { attributeFilter: ["width", "height"], subtree: true });
  };

  const release = () => {
    watch.disconnect();
    for (const drawing of document.querySelectorAll(".svg-container > .main-svg")) {
      drawing.removeAttribute("viewBox");
    }
    delete root.dataset.kcPaper;
    window.dispatchEvent(new Event("resize"));
  };

  // Charts are drawn one after another, which takes as long as the machine takes.
  const drawn = () => [...document.querySelectorAll('[data-testid="stPlotlyChart"]')].every(
    (chart) => (chart.querySelector(".main-svg")?.getBoundingClientRect().width ?? 0)
      <= chart.clientWidth + 2,
  );

  const whenDrawn = (until, then) => {
    if (drawn() || performance.now() > until) then();
    else setTimeout(() => whenDrawn(until, then), 50);
  };

  const print = () => {
    root.dataset.kcPaper = "";
    window.dispatchEvent(new Event("resize"));
    setTimeout(() => whenDrawn(performance.now() + longest, () => window.print()), settle);
  };

  window.addEventListener("beforeprint", fit);
  window.addEventListener("afterprint", release);
  document.addEventListener("click", (event) => {
    if (event.target.closest(".st-key-kc-print button, .kc-print")) print();
  });
  document.addEventListener("keydown", (event) => {
    const key = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!key || event.key.toLowerCase() !== "p") return;
    event.preventDefault();
    print();
  });
})();
