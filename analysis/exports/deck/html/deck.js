/* Draws the charts, and presents: arrows, Home, End, Space; F or Escape; N for the notes. */
(() => {
  const slides = [...document.querySelectorAll("section.slide")];
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const config = { displayModeBar: false, responsive: true, scrollZoom: false };
  let now = 0;

  for (const [id, figure] of Object.entries(figures)) {
    figure.layout.autosize = true;
    delete figure.layout.height;
    Plotly.newPlot(id, figure.data, figure.layout, config);
  }

  function fitted(slide, size) {
    for (const plot of slide.querySelectorAll(".plot")) {
      Plotly.relayout(plot, { "font.size": size, "font.color": size > 15 ? "#000" : "#1F2937" });
      Plotly.Plots.resize(plot);
    }
  }

  function show(place) {
    now = Math.max(0, Math.min(slides.length - 1, place));
    slides.forEach((slide, number) => slide.classList.toggle("now", number === now));
    unfold();
    if (document.body.classList.contains("presenting")) {
      fitted(slides[now], Math.max(14, Math.round(window.innerHeight / 48)));
      location.replace("#" + (now + 1));
    }
  }

  // Notes are folded for a reader and open for a speaker who asked for them.
  function unfold() {
    const speaking = document.body.classList.contains("presenting") && document.body.classList.contains("speaking");
    slides.forEach((slide, number) => (slide.querySelector("details.notes").open = speaking && number === now));
  }

  function present(on) {
    document.body.classList.toggle("presenting", on);
    if (on) {
      show(now);
      document.documentElement.requestFullscreen?.().catch(() => {});
    } else {
      if (document.fullscreenElement) document.exitFullscreen();
      unfold();
      slides.forEach((slide) => fitted(slide, 14));
      slides[now].scrollIntoView();
    }
  }

  function saved(name, blob) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  document.getElementById("present").addEventListener("click", () => present(true));
  document.addEventListener("fullscreenchange", () => {
    if (!document.fullscreenElement && document.body.classList.contains("presenting")) present(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const on = document.body.classList.contains("presenting");
    if (event.key === "f" || event.key === "F") return present(!on);
    if (!on) return;
    const steps = { ArrowRight: 1, PageDown: 1, " ": 1, ArrowDown: 1, ArrowLeft: -1, PageUp: -1, ArrowUp: -1 };
    if (event.key in steps) show(now + steps[event.key]);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(slides.length - 1);
    else if (event.key === "Escape") present(false);
    else if (event.key === "n" || event.key === "N") {
      document.body.classList.toggle("speaking");
      unfold();
    }
    else return;
    event.preventDefault();
  });
  window.addEventListener("resize", () => show(now));
  document.addEventListener("click", (event) => {
    const kind = event.target.dataset?.take;
    if (!kind) return;
    const slide = event.target.closest("section.slide");
    const name = slide.dataset.name;
    const plot = slide.querySelector(".plot");
    const drawn = slide.querySelector(".map svg");
    if (kind === "csv") {
      const data = "\ufeff" + slide.querySelector("script.data").textContent;
      saved(`${name}.csv`, new Blob([data], { type: "text/csv" }));
    } else if (plot) {
      Plotly.downloadImage(plot, { format: kind, filename: name, width: 1280, height: 720, scale: kind === "png" ? 2 : 1 });
    } else if (drawn) {
      saved(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(drawn)], { type: "image/svg+xml" }));
    }
  });
  const asked = parseInt(location.hash.slice(1), 10);
  if (asked > 0) now = Math.min(asked, slides.length) - 1;
  if (new URLSearchParams(location.search).has("present")) present(true);
})();
