// What axe can not decide by itself, with the reason why it is in order. Each entry: the rule, the HTML of the element.
export const EXPLAINED = [
  // Names on the map: SVG text over the map's own background, in the ink of the page. Hidden from assistive technology; the
  // list beside the map has them all.
  { rule: 'color-contrast', html: /^<text x=/ },
];
