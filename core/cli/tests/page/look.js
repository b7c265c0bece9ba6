// What is looked at in a page: these functions run there, and give plain data.
'use strict';

// What elements say.
function texts(elements) {
  return elements.map((element) => element.textContent);
}

// What reaches beyond the right edge, boxes aside that scroll by themselves.
function sticksOut() {
  const edge = document.documentElement.clientWidth;
  const wide = document.documentElement.scrollWidth > edge ? ['the page'] : [];
  const isOut = (element) =>
    element.getBoundingClientRect().right > edge + 0.5 && element.closest('nav') === null;
  const all = [...document.body.querySelectorAll('*')].filter(isOut);
  return wide.concat(all.map((element) => element.outerHTML.slice(0, 120)));
}

// Everything that it says, in pieces.
function everything() {
  for (const details of document.querySelectorAll('details')) details.open = true;
  const text = (element) => element?.textContent.trim() ?? '';
  return {
    ids: [...document.querySelectorAll('[id]')].map((element) => element.id),
    text: document.body.innerText,
    functions: [...document.querySelectorAll('#functions article')].map((article) => ({
      name: text(article.querySelector('h3 a')),
      origin: text(article.querySelector('h3 small')),
      prototype: text(article.querySelector('pre.c')),
      forms: Object.fromEntries(
        [...article.querySelectorAll(':scope > .forms > div')].map((form) => [
          text(form.querySelector('dt')),
          text(form.querySelector('dd')),
        ]),
      ),
    })),
    records: [...document.querySelectorAll('#records article')].map((article) => ({
      name: text(article.querySelector('h3 a')),
      members: [...article.querySelectorAll('tbody tr')].map((row) => ({
        offset: text(row.cells[0]),
        text: text(row.cells[2].querySelector('code')),
      })),
    })),
  };
}

// Texts whose contrast is below 4.5 to 1, and how light the paper is.
function contrasts() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((channel) => {
      const part = channel / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (channels(backgroundColor)[3] !== 0) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== '');
  const weak = new Set();
  for (const element of document.body.querySelectorAll('*:not(script)')) {
    if (!hasText(element) || !element.checkVisibility()) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) weak.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return { weak: [...weak], paper };
}

module.exports = { contrasts, everything, sticksOut, texts };
