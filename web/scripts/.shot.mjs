import { launch } from './browser.mjs';
const [,, hash='', w='1366', h='850', scheme='light', out='/tmp/s.png', full='0', act=''] = process.argv;
const b=await launch(); const p=await b.newPage({viewport:{width:+w,height:+h},colorScheme:scheme,locale:'en-GB'});
p.on('console',m=>['error','warning'].includes(m.type())&&console.log('CONSOLE',m.text())); p.on('pageerror',e=>console.log('ERR',e.message));
await p.goto('http://127.0.0.1:7993/'+hash); await p.locator('h1').first().waitFor(); await p.waitForTimeout(1500);
if(act) await (new Function('p','return (async()=>{'+act+'})()'))(p);
await p.screenshot({path:out,fullPage:full==='1'}); console.log('w',await p.evaluate(()=>document.documentElement.scrollWidth),'nodes',await p.evaluate(()=>document.querySelectorAll('*').length));
await b.close();
