import { launch } from './browser.mjs';
const b=await launch(); const p=await b.newPage({viewport:{width:1366,height:850}});
const R=process.argv[2];
await p.goto('http://127.0.0.1:7993/#/country/kazakhstan-2022?run='+R+'&hour=40'); await p.locator('.standing').filter({hasText:'Run 2026'}).waitFor(); await p.waitForTimeout(1500);
await p.getByRole('button',{name:'Play'}).click();
console.log(await p.evaluate(()=>new Promise(r=>{let n=0;const t0=performance.now();const f=t=>(n++,t-t0>4000?r((n*1000/(t-t0)).toFixed(1)):requestAnimationFrame(f));requestAnimationFrame(f)})),'fps');
await b.close();
