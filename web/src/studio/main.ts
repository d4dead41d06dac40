/** Starts the Studio: words and data are fetched side by side, and the page is drawn as soon as there are words. */
import { mount } from 'svelte';
import { theme } from '../lib/theme.svelte';
import '../style/theme.css';
import './studio.css';
import App from './App.svelte';
import { session } from './state/session.svelte';
import { preferred, speak } from './texts';

theme.start();
const started = session.start();
await speak(preferred());
mount(App, { target: document.getElementById('app') ?? document.body, props: { started } });
