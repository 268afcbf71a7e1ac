// How an embed looks, before it is painted. Stands inside of every embed page, the same
// text in each, so that one hash in the Content Security Policy allows it.
(() => {
  const { dataset } = document.documentElement;
  const asked = new URLSearchParams(location.search);
  if (['light', 'dark'].includes(asked.get('theme'))) dataset.theme = asked.get('theme');
  if (asked.get('transparent') === '1') dataset.transparent = '';
  if (asked.get('fit') === 'frame') dataset.fit = '';
})();
