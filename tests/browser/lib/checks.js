// What is checked of every page. Each gives the list of what is wrong: empty where all is well.
import { AxeBuilder } from '@axe-core/playwright';
import { EXPLAINED } from './explained.js';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe says of the colours of text that something lies over, as the list of suggestions does. */
const COVERED = ['bgOverlap', 'elmPartiallyObscured', 'elmPartiallyObscuring'];

/**
 * Faults that axe finds, and what it can not decide and `explained.js` does not name.
 * `only` and `without` are rules; where the state is `covered`, text under what lies over the page is left out.
 */
export async function axe(page, { only, without = [], covered = false } = {}) {
  const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations', 'incomplete'] });
  const asked = only ? builder.withRules(only) : builder.withTags(TAGS).disableRules(without);
  const { violations, incomplete } = await asked.analyze();
  const beneath = (node) => covered && node.any.some((check) => COVERED.includes(check.data?.messageKey));
  const told = (word, rule, node) =>
    `${word} ${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 200)} ${node.any.concat(node.all, node.none)
      .map((check) => `${check.data?.messageKey ?? ''} ${check.message}`).join('; ')}`;
  return [
    ...violations.flatMap((rule) => rule.nodes.map((node) => told('violation', rule, node))),
    ...incomplete.flatMap((rule) => rule.nodes
      .filter((node) => !beneath(node) && !EXPLAINED.some((one) => one.rule === rule.id && node.html.match(one.html)
        && (!one.key || node.any.every((check) => check.data?.messageKey === one.key))))
      .map((node) => told('undecided', rule, node))),
  ];
}

/** Whether the page scrolls sideways, and what reaches past its edge. */
export function sideways(page) {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) {
      return [];
    }
    const past = [...document.body.querySelectorAll('*')].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 1 && box.right > edge + 1;
    });
    const names = past.map((e) => `${e.localName}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)}`);
    return [`${document.documentElement.scrollWidth} > ${edge}`, ...names.slice(0, 5)];
  });
}

/**
 * Targets that are too small to touch. Least size 24 × 24 CSS pixels, or as much room around (WCAG 2.2, 2.5.8), but
 * for links within a sentence; 44 for what `main` selects.
 */
export function targets(page, main = 'button, input:not([type=hidden]):not([type=checkbox]):not([type=radio]), select, summary, .btn, header a, label:has(input[type=checkbox], input[type=radio])') {
  return page.evaluate((selector) => {
    const inSentence = (e) => {
      const block = e.closest('p, li, dd, td, th, dt, summary, h1, h2, h3, figcaption');
      const own = (block?.textContent ?? '').trim();
      return e.localName === 'a' && getComputedStyle(e).display === 'inline' && own !== e.textContent.trim();
    };
    const seen = (e) => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
      && !e.closest('[aria-hidden=true], .vh, .skip');
    const all = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, label:has(input[type=checkbox], input[type=radio]), [role=option]')];
    const found = [];
    for (const e of all.filter(seen)) {
      if (e.matches('input[type=checkbox], input[type=radio]') && e.closest('label')) {
        continue;
      }
      const box = e.getBoundingClientRect();
      const least = e.matches(selector) ? 44 : 24;
      if (box.width === 0 || inSentence(e)) {
        continue;
      }
      const { width, height } = box;
      if (Math.round(height) < least || Math.round(width) < least) {
        found.push(`${e.localName}.${e.className} “${e.textContent.trim().slice(0, 40)}” ${Math.round(width)}×${Math.round(height)} < ${least}`);
      }
    }
    return found;
  }, main);
}

/**
 * Walks the page with the Tab key: what gets the focus must be seen, whole within the window, on top, and marked.
 * Gives the walk besides, in order.
 */
export async function focus(page, most = 400) {
  const faults = [];
  const walk = [];
  await page.evaluate(() => { document.activeElement?.blur(); scrollTo(0, 0); });
  const first = await page.evaluate(() => document.body.localName);
  for (let n = 0; n < most && first; n += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate(() => {
      const e = document.activeElement;
      if (!e || e === document.body) {
        return null;
      }
      // The first line of a link that is broken over two.
      const box = [...e.getClientRects()].find((one) => one.width > 0) ?? e.getBoundingClientRect();
      const style = getComputedStyle(e);
      const x = Math.min(Math.max(box.left + Math.min(box.width, 24) / 2, 0), innerWidth - 1);
      const y = Math.min(Math.max(box.top + Math.min(box.height, 24) / 2, 0), innerHeight - 1);
      const top = document.elementFromPoint(x, y);
      const name = `${e.localName}#${e.id}.${e.className} “${(e.textContent || e.getAttribute('aria-label') || e.name || '').trim().slice(0, 40)}”`;
      const all = [...document.querySelectorAll('*')];
      return {
        name,
        order: all.indexOf(e),
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
        within: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && box.width > 0,
        ontop: !!top && (e.contains(top) || top.contains(e) || (e.labels && [...e.labels].some((l) => l.contains(top)))),
      };
    });
    if (!at) {
      break;
    }
    if (!at.within) {
      faults.push(`${at.name} has the focus outside the window`);
    } else if (!at.ontop) {
      faults.push(`${at.name} has the focus beneath something else`);
    }
    if (!at.marked) {
      faults.push(`${at.name} does not show the focus`);
    }
    if (walk.length > 0 && at.order < walk.at(-1).order) {
      faults.push(`${at.name} comes after ${walk.at(-1).name} but stands before it`);
    }
    walk.push(at);
  }
  return { faults, walk };
}

/**
 * Text in another language than its element says. Chinese is told by its script; Vietnamese by letters that only it
 * writes, in a word that is no name (WCAG 2.2, 3.1.2 leaves names out).
 */
export function languages(page) {
  return page.evaluate(() => {
    const found = [];
    const of = (node) => node.parentElement.closest('[lang]')?.lang ?? '';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data;
      const lang = of(walker.currentNode);
      if (/\p{Script=Han}{2}/u.test(text) && !/^(zh|ja)/.test(lang)) {
        found.push(`Han under lang=${lang}: ${text.trim().slice(0, 60)}`);
      }
      if (/(?<![\p{L}\p{M}])(?!\p{Lu})\p{L}*[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/u.test(text.normalize('NFC')) && !/^(vi|tyz|nut|ium|hmn)\b/.test(lang)) {
        found.push(`Vietnamese under lang=${lang}: ${text.trim().slice(0, 60)}`);
      }
    }
    return found;
  });
}
