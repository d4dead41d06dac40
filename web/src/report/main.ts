/** Starts the page: finds the run in the file, and shows it or says what is wrong with it. */
import { mount } from 'svelte';
import { language } from '../i18n/language.svelte';
import { readReport } from '../lib/read';
import { theme } from '../lib/theme.svelte';
import App from './App.svelte';
import Problem from './Problem.svelte';
import './texts';
import '../style/theme.css';
import './page.css';

language.choose(navigator.languages);
theme.start();

const target = document.getElementById('app') ?? document.body;
const reading = readReport(document.getElementById('groundswell-report')?.textContent);
if (reading.ok) mount(App, { target, props: { report: reading.report, absent: reading.absent } });
else mount(Problem, { target, props: { problem: reading.problem } });
