// Every test in one process: one program to start, one browser. `node --test FILE` runs a file by itself.
import './controls.test.js';
import './axe.test.js';
import './layout.test.js';
import './keyboard.test.js';
import './plain.test.js';
import './weight.test.js';
import './paint.test.js';
import './print.test.js';
import './stories.test.js';
import './pages.test.js';
import './offline.test.js';
import './export.test.js';
import './room.test.js';
