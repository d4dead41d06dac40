/**
 * The page's side of the interface. The types are generated from `openapi.json`; nothing here repeats them.
 * Every answer that is no success becomes a `Refused`, whose `problem` is what the server said, or a sentence on why it said nothing.
 */
import type { components, paths } from './generated/schema';

type Schemas = components['schemas'];
export type About = Schemas['About'];
export type Branch = Schemas['Branch'];
export type Classic = Omit<Schemas['Classic'], 'parameters'> & { parameters: ClassicParameter[] };
export type ClassicReport = Schemas['ClassicReport'];
export type Complaint = Schemas['Complaint'];
export type Country = Schemas['Country'];
export type Answers = Schemas['Answers'];
export type Facts = Schemas['Facts'];
export type Film = Schemas['Film'];
export type Note = Schemas['Note'];
export type OwnEvents = Schemas['OwnEvents'];
export type OwnMade = Schemas['OwnMade'];
export type World = Schemas['World'];
export type Frame = Schemas['Frame'];
export type Happening = Schemas['Happening'];
export type Job = Schemas['Job'];
export type Mechanism = Schemas['Mechanism'];
/** National series by name, one value an hour. */
export type Curves = NonNullable<Schemas['Replicate']['nation']>;
/** A switch, a number or a word. */
export type Value = boolean | number | string;
export type Parameter = Omit<Schemas['Parameter'], 'value' | 'default'> & { value: Value; default: Value };
export type ClassicParameter = Omit<Schemas['ClassicParameter'], 'default'> & { default: Value };
export type Problem = Schemas['Problem'];
export type Progress = Schemas['Progress'];
export type Question = Schemas['Question'];
export type Replicate = Schemas['Replicate'];
export type RunCard = Schemas['RunCard'];
export type Run = Schemas['Run'];
export type ScenarioCard = Schemas['ScenarioCard'];
export type Schema = Omit<Schemas['Schema'], 'parameters'> & { parameters: Parameter[] };
export type TableJson = Schemas['TableJson'];
export type Tick = Schemas['Tick'];

/** The server said no, or could not be reached (`status` 0). */
export class Refused extends Error {
  constructor(
    readonly problem: Problem,
    readonly status: number,
  ) {
    super(problem.message);
  }
}

type Method = 'get' | 'post' | 'put' | 'delete';
type Operation<P extends keyof paths, M extends Method> = Exclude<paths[P][M], undefined>;
type Body<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;
type Responses<O> = O extends { responses: infer R } ? R : never;
type Content<R> = R extends { content: { 'application/json': infer C } } ? C : undefined;
type Answer<O> = 200 extends keyof Responses<O> ? Content<Responses<O>[200]> : 201 extends keyof Responses<O> ? Content<Responses<O>[201]> : undefined;

/** `/api/runs/{id}` with its names filled in. */
export function fill(path: string, names: Record<string, string | number>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = names[name];
    if (value === undefined) throw new Error(`${path} needs ${name}`);
    // A path of a file keeps its slashes.
    return String(value).split('/').map(encodeURIComponent).join('/');
  });
}

const silent = (error: unknown): Problem => ({ code: 'internal', message: error instanceof Error ? error.message : String(error), complaints: [] });

async function send(method: Method, address: string, body?: string | Blob, type?: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, {
      method: method.toUpperCase(),
      ...(body === undefined ? {} : { body, headers: { 'content-type': type ?? 'application/json' } }),
    });
  } catch (error) {
    throw new Refused(silent(error), 0);
  }
  if (response.ok) return response;
  let problem: Problem;
  try {
    problem = (await response.json()) as Problem;
  } catch {
    problem = silent(new Error(`${response.status} ${response.statusText}`));
  }
  throw new Refused(problem, response.status);
}

/** Asks for `path`; `names` fill its braces, `body` is sent as JSON. */
export async function ask<P extends keyof paths, M extends Method>(
  method: M,
  path: P,
  names: Record<string, string | number> = {},
  body?: Body<Operation<P, M>>,
  query = '',
): Promise<Answer<Operation<P, M>>> {
  const response = await send(method, fill(path, names) + query, body === undefined ? undefined : JSON.stringify(body));
  if (response.status === 204) return undefined as Answer<Operation<P, M>>;
  return (await response.json()) as Answer<Operation<P, M>>;
}

/** The data of a run's report, as text: its reader checks it before anything is drawn. */
export const reportText = async (run: string): Promise<string> => (await send('get', fill('/api/runs/{id}/report', { id: run }))).text();

export const table = async (run: string, path: string, limit?: number, columns?: readonly string[]): Promise<TableJson> => {
  const query = `format=json${limit ? `&limit=${limit}` : ''}${columns ? `&columns=${columns.join(',')}` : ''}`;
  return (await (await send('get', `${fileAddress(run, path)}?${query}`)).json()) as TableJson;
};

export const upload = async (scenario: string, which: 'facts' | 'targets', text: string): Promise<Facts> =>
  (await (await send('post', `/api/facts?scenario=${encodeURIComponent(scenario)}&table=${which}`, text, 'text/csv')).json()) as Facts;

/** An event file into the record of a scenario that was begun here. */
export const uploadEvents = async (scenario: string, file: File, dataset: string, columns: string): Promise<OwnEvents> => {
  const query = new URLSearchParams({ file: file.name, dataset, columns });
  return (await (await send('post', `${fill('/api/own/{name}/events', { name: scenario })}?${query}`, file, 'application/octet-stream')).json()) as OwnEvents;
};

export const fileAddress = (run: string, path: string): string => fill('/api/runs/{id}/files/{path}', { id: run, path });

export const problemOf = (error: unknown): Problem => (error instanceof Refused ? error.problem : silent(error));
