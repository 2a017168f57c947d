// A small catalogue with the declarations of the real one and records that are out of the ordinary.
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HERE, ROOT } from './places.js';

/** Values of one facet that the records name together. */
const VALUES = 200;
/** Values that one record names. */
const EACH = 5;

/** Writes the catalogue; gives its folder. */
export function plant() {
  const folder = mkdtempSync(join(tmpdir(), 'nhipcau-planted-'));
  for (const shared of ['_collections', '_vocabularies']) {
    cpSync(join(ROOT, 'content', shared), join(folder, shared), { recursive: true });
  }
  cpSync(join(HERE, 'content'), folder, { recursive: true });
  const subjects = readFileSync(join(folder, '_vocabularies', 'doi-tuong.yaml'), 'utf8');
  const codes = [...subjects.matchAll(/^ {2}- code: (\S+)/gm)].map(([, code]) => code).slice(0, VALUES);
  for (let n = 0; n * EACH < codes.length; n += 1) {
    writeFileSync(join(folder, 'ky-thuat', `kt-gia-tri-${n}.md`), `---
ma: kt-gia-tri-${n}
ten: Nhiều giá trị, phần ${n + 1}
tom_tat: Bản ghi để thử bộ lọc có nhiều giá trị.
nhom: trong-trot
muc_dich: Thử.
doi_tuong: [${codes.slice(n * EACH, (n + 1) * EACH).join(', ')}]
buoc:
  - {ten: Làm, noi_dung: Làm.}
minh_hoa: true
trang_thai: xuat-ban
quyen_xem: cong-khai
---

Hết.
`);
  }
  return folder;
}
