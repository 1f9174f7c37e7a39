/** Flashes and stops make themselves heard, where the person chose that. */
import { useEffect } from 'preact/hooks';
import type { Article } from './answers.ts';
import { listen } from './live.ts';
import { headlineOf } from './marks.tsx';
import { notifies, sounds } from './preferences.ts';

const LOUD = new Set(['flash', 'alert']);
const STOPS = new Set(['withdrawal', 'withheld']);
const QUIET_MS = 3_000;
let heardAt = 0;

/** Announces what comes while the page is open, whatever it shows. */
export function useAnnouncements(): void {
  useEffect(() => listen(announce), []);
}

function announce(article: Article): void {
  const isStop = STOPS.has(article.change);
  if (!isStop && !(LOUD.has(article.priority) && article.change === 'new')) return;
  if (isToldElsewhere() || Date.now() < heardAt + QUIET_MS) return;
  heardAt = Date.now();
  if (sounds.value) beep(isStop ? 330 : 660);
  if (notifies.value && document.visibilityState === 'hidden' && Notification.permission === 'granted')
    new Notification(isStop ? 'Stop' : article.priority.toUpperCase(), { body: headlineOf(article), tag: article.id });
}

/** A ticker leaves it to the page that opened it, while that is open. */
const isToldElsewhere = (): boolean => window.opener !== null && !(window.opener as Window).closed;

function beep(frequency: number): void {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0.08, context.currentTime);
  volume.gain.exponentialRampToValueAtTime(0.001, context.currentTime + 0.4);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(context.currentTime + 0.4);
  tone.onended = () => void context.close();
}
