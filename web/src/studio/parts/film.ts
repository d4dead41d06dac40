/** The map that plays as a video: what the browser can encode, picture by picture while the clock runs. */
import { svgText, TOP, type Picture } from './picture';

/** In the order of what can be shown in most places. */
const FORMS = [
  { type: 'video/mp4;codecs=avc1.42E01E', end: 'mp4' },
  { type: 'video/webm;codecs=vp9', end: 'webm' },
  { type: 'video/webm;codecs=vp8', end: 'webm' },
  { type: 'video/webm', end: 'webm' },
] as const;

const FRAMES_PER_SECOND = 30;

export const filmForm = () => (typeof MediaRecorder === 'undefined' ? undefined : FORMS.find((form) => MediaRecorder.isTypeSupported(form.type)));

export interface Filming {
  /** Draws the next picture. */
  shoot: (moment: string) => void;
  /** Ends it, and gives the video. */
  end: () => Promise<Blob>;
}

/** `picture` is all that stands still; `marks` is the canvas that moves, at the size of the picture. */
export async function film(picture: Picture, marks: HTMLCanvasElement, colours: { ink: string }): Promise<Filming> {
  const form = filmForm();
  if (!form) throw new Error('no video can be encoded here');
  const ground = new Image();
  ground.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svgText(picture))}`;
  await ground.decode();
  const canvas = document.createElement('canvas');
  // Encoders take even sizes only.
  Object.assign(canvas, { width: Math.round(ground.width / 2) * 2, height: Math.round(ground.height / 2) * 2 });
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no picture can be drawn here');
  const shoot = (moment: string) => {
    context.drawImage(ground, 0, 0, canvas.width, canvas.height);
    context.drawImage(marks, 0, TOP, picture.width, picture.height);
    context.font = '600 16px system-ui, sans-serif';
    context.textAlign = 'right';
    context.fillStyle = colours.ink;
    context.fillText(moment, canvas.width - 10, TOP + 8);
  };
  shoot('');
  const recorder = new MediaRecorder(canvas.captureStream(FRAMES_PER_SECOND), { mimeType: form.type, videoBitsPerSecond: 4_000_000 });
  const parts: Blob[] = [];
  recorder.ondataavailable = (event) => parts.push(event.data);
  recorder.start(500);
  const end = () =>
    new Promise<Blob>((resolve) => {
      recorder.onstop = () => resolve(new Blob(parts, { type: form.type }));
      recorder.stop();
    });
  return { shoot, end };
}
