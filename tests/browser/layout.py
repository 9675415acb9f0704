"""What of a page does not fit the screen: measured, not looked at.

The page scrolls inside `stMain`, so the document never gets wider than the window; what counts is
that element and what lies beyond its edge.
"""

from __future__ import annotations

from playwright.sync_api import Page

_FITTED = """() => {
  const charts = [...document.querySelectorAll('[data-testid="stPlotlyChart"]')];
  return charts.every(chart => {
    const drawn = chart.querySelector('.main-svg');
    return drawn && Math.abs(drawn.clientWidth - chart.clientWidth) < 2;
  });
}"""

_FAULTS = """() => {
  const faults = new Set();
  const main = document.querySelector('[data-testid="stMain"]');
  const edge = main.getBoundingClientRect().right;
  const told = (text) => `“${text.trim().replace(/\\s+/g, " ").slice(0, 50)}”`;
  const seen = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && element.checkVisibility(
      { opacityProperty: true, visibilityProperty: true });
  };
  const moves = (style) => ["auto", "scroll"].includes(style.overflowX);
  const leaning = (text) => {
    const turned = /rotate\\((-?[\\d.]+)/.exec(text.getAttribute("transform") ?? "");
    return turned !== null && Math.abs(turned[1]) % 90 > 1;
  };
  // Tables and code may be wider than the screen: they scroll by themselves, by keyboard too.
  const inScroller = (element) =>
    element.closest('.kc-table, pre, [data-testid="stDataFrame"]') !== null;
  const tooWide = document.documentElement.scrollWidth - window.innerWidth;
  if (tooWide > 0) faults.add(`the document is ${tooWide} px wider than the screen`);
  const over = main.scrollWidth - main.clientWidth;
  if (over > 0) faults.add(`the page is ${over} px wider than its place`);
  for (const element of main.querySelectorAll("*")) {
    if (element.ownerSVGElement || !seen(element)) continue;
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    if (box.right > edge + 1 && element.childElementCount === 0 && !inScroller(element))
      faults.add(`${told(element.textContent)} ends ${Math.round(box.right - edge)} px off screen`);
    if (element.childElementCount === 0 && element.textContent.trim()) {
      const words = document.createRange();
      words.selectNodeContents(element);
      let block = element;
      while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
      const past = words.getBoundingClientRect().right - block.getBoundingClientRect().right;
      if (past > 3 && !inScroller(element) && !moves(style))
        faults.add(`${told(element.textContent)} runs ${Math.round(past)} px out of its box`);
    }
    if (element.childElementCount === 0 && element.textContent.trim() && element.clientWidth
        && style.overflowX !== "visible" && !moves(style)
        && element.scrollWidth > element.clientWidth + 1)
      faults.add(`${told(element.textContent)} is cut`);
  }
  // In the sidebar nothing may be cut either, in large type too.
  for (const element of document.querySelectorAll(
      '[data-testid="stSidebar"][data-collapsed="false"] *:not([data-testid="stIconMaterial"])'))
    if (element.childElementCount === 0 && element.textContent.trim() && seen(element)) {
      const words = document.createRange();
      words.selectNodeContents(element);
      const place = element.closest('a, button, label, [data-testid="stElementContainer"]');
      if (place && words.getBoundingClientRect().right > place.getBoundingClientRect().right + 2)
        faults.add(`${told(element.textContent)} in the sidebar is cut`);
    }
  for (const chart of main.querySelectorAll('[data-testid="stPlotlyChart"]')) {
    const name = told(chart.getAttribute("aria-label") ?? "");
    const sheet = chart.querySelector(".main-svg").getBoundingClientRect();
    const texts = [...chart.querySelectorAll(".main-svg text")]
      .filter((text) => text.textContent.trim() && seen(text))
      .map((text) => [text.textContent, text.getBoundingClientRect(), leaning(text)]);
    for (const [text, box] of texts) {
      const out = Math.max(sheet.left - box.left, box.right - sheet.right,
                           sheet.top - box.top, box.bottom - sheet.bottom);
      if (out > 2) faults.add(`chart ${name}: ${told(text)} is cut by ${Math.round(out)} px`);
    }
    // The box of a line of type has room above and below the letters; that of a leaning one says
    // nothing of where its letters are.
    const upright = texts.filter(([, , leans]) => !leans);
    upright.forEach(([text, box], at) => upright.slice(at + 1).forEach(([other, there]) => {
      const wide = Math.min(box.right, there.right) - Math.max(box.left, there.left);
      const high = Math.min(box.bottom, there.bottom) - Math.max(box.top, there.top);
      if (wide > 3 && high > 9) faults.add(`chart ${name}: ${told(text)} lies on ${told(other)}`);
    }));
  }
  return [...faults];
}"""


# Across its breakpoint Streamlit slides the sidebar in or out, its width and its place by
# themselves; what is in it is cut while it moves, which nobody can read.
_STILL = """() => {
  const sidebar = document.querySelector('[data-testid="stSidebar"]');
  if (!sidebar) return true;
  const box = sidebar.getBoundingClientRect();
  const now = [sidebar.dataset.collapsed, box.left, box.width].join();
  const still = window.kcSidebar === now
    && !sidebar.getAnimations({ subtree: true }).some((one) => one instanceof CSSTransition);
  window.kcSidebar = now;
  return still;
}"""


def resize(page: Page, width: int, height: int) -> None:
    """Give the window another size; wait until charts have taken it and the sidebar stands."""
    if page.viewport_size == {"width": width, "height": height}:
        return
    page.set_viewport_size({"width": width, "height": height})
    _come_to_rest(page)


def set_type(page: Page, size: str) -> None:
    """Give the page another size of type, "" for its own; wait as for another size of window."""
    page.evaluate("size => { document.documentElement.style.fontSize = size }", size)
    _come_to_rest(page)


def _come_to_rest(page: Page) -> None:
    page.wait_for_function(_FITTED)
    page.evaluate("delete window.kcSidebar")
    page.wait_for_function(_STILL, polling=100)


def layout_faults(page: Page) -> list[str]:
    """Return what is wider than the screen, cut, or lies on something else, in words."""
    return list(page.evaluate(_FAULTS))
