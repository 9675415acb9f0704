// Paper is narrower than a screen: before printing, the page is laid out as wide as its sheet, so
// that charts are drawn anew for it; where the browser prints at once, they are scaled to it.
(() => {
  const root = document.documentElement;
  const settle = 350;

  const fit = () => {
    for (const part of document.querySelectorAll(".svg-container")) {
      const [width, height] = [part.offsetWidth, part.offsetHeight];
      if (!width || !height) continue;
      part.style.setProperty("--kc-shape", `${width} / ${height}`);
      for (const drawing of part.querySelectorAll(":scope > .main-svg")) {
        drawing.setAttribute("viewBox", `0 0 ${width} ${height}`);
      }
    }
  };

  const release = () => {
    for (const drawing of document.querySelectorAll(".svg-container > .main-svg")) {
      drawing.removeAttribute("viewBox");
    }
    delete root.dataset.kcPaper;
    window.dispatchEvent(new Event("resize"));
  };

  const print = () => {
    root.dataset.kcPaper = "";
    window.dispatchEvent(new Event("resize"));
    setTimeout(() => window.print(), settle);
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
