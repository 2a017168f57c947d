// A page on which every check must fail, served by the suite itself.
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

const noise = Array.from({ length: 20_000 }, (_, n) => Math.sin(n).toString(36)).join(' ');

const PAGE = `<!doctype html>
<html><head><title></title>
<style>body{margin:0} .wide{width:900px} .faint{color:#bbb;background:#fff} a.dot{display:block;width:8px;height:8px;overflow:hidden}
.bare:focus{outline:0} .cover{position:fixed;top:0;left:0;width:200px;height:200px;background:#eee}</style>
<script>window.ran = true</script></head>
<body><div class="wide">Trang này rộng quá.</div><p class="faint">Chữ mờ</p><img src="/anh.png"><input>
<p><a class="dot bare" href="/a">x</a></p><div class="cover" aria-hidden="true"></div><div lang="en">八角茴香 hạt dẻ</div>
<button onclick="fail()">1</button><p style="color:red">kiểu trong dòng</p>
<script src="http://localhost:9/elsewhere.js"></script>
<!-- ${noise} --></body></html>`;

/** Serves the page at every address until `t` ends; gives its address. With `policy`, under that policy. */
export async function bad(t, policy) {
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.setHeader('content-encoding', 'gzip');
    if (policy) {
      response.setHeader('content-security-policy', policy);
    }
    response.end(gzipSync(PAGE));
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}`;
}
