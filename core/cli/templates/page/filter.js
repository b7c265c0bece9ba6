// Shows only what has a name like the one typed. The page is complete without it.
(() => {
  'use strict';
  const box = document.querySelector('.filter');
  const input = box.querySelector('input');
  const output = box.querySelector('output');
  const none = document.querySelector('.none');
  const items = [...document.querySelectorAll('[data-names]')].map((element) => ({
    element,
    names: element.dataset.names.toLowerCase(),
    isListed: element.closest('nav') !== null,
    inner: element.parentElement.closest('[data-names]'),
  }));
  const sections = [...document.querySelectorAll('main section, nav .list')];

  function filter() {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const isLike = (names) => words.every((word) => names.includes(word));
    let shown = 0;
    for (const { element, names, isListed, inner } of items) {
      // A constant stays with its enumeration, which is shown for any of its names.
      const isShown = inner !== null || isLike(names);
      element.hidden = !isShown;
      if (isShown && inner === null && !isListed) shown += 1;
    }
    const isActive = words.length > 0;
    for (const section of sections) {
      section.hidden = isActive && section.querySelector('[data-names]:not([hidden])') === null;
    }
    output.value = isActive ? `${shown} found` : '';
    none.hidden = !isActive || shown > 0;
    document.body.classList.toggle('filtered', isActive);
  }

  // A link to what is hidden brings it back.
  function reveal() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target === null || target.closest('[hidden]') === null) return;
    input.value = '';
    filter();
    target.scrollIntoView();
  }

  // Paper folds nothing.
  window.addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  input.addEventListener('input', filter);
  window.addEventListener('hashchange', reveal);
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && document.activeElement !== input) {
      event.preventDefault();
      input.focus();
    } else if (event.key === 'Escape' && document.activeElement === input) {
      input.value = '';
      filter();
    }
  });
  box.hidden = false;
  if (input.value !== '') filter();
})();
