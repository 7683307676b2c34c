// SPDX-License-Identifier: Apache-2.0
// Bell, ticks, voice, vibration, and keeping the screen awake. Each may be missing.

/** @type {AudioContext | null} */
let audio = null;
/** @type {WakeLockSentinel | null} */
let awake = null;

/** To be called from a touch or a key: browsers allow sound only then. */
export function wakeSound() {
  try {
    audio ??= new AudioContext();
    audio.resume();
  } catch {
    audio = null;
  }
}

/**
 * A tone that dies away.
 * @param {number} hertz
 * @param {number} seconds
 * @param {number} loud 0..1
 */
function tone(hertz, seconds, loud) {
  if (!audio || audio.state !== 'running') return;
  const start = audio.currentTime;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loud, start + .008);
  gain.gain.exponentialRampToValueAtTime(.0001, start + seconds);
  gain.connect(audio.destination);
  const oscillator = audio.createOscillator();
  oscillator.frequency.value = hertz;
  oscillator.connect(gain);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}

export function bell() {
  tone(660, 1.400, .20);
  tone(1320, .900, .07);
  tone(1987, .500, .03);
}

export function tick() {
  tone(1100, .060, .10);
}

/** @param {string} text */
export function say(text) {
  if (!('speechSynthesis' in window)) return;
  speechSynthesis.cancel();
  const words = new SpeechSynthesisUtterance(text);
  words.lang = 'en';
  words.rate = .95;
  speechSynthesis.speak(words);
}

export function hush() {
  if ('speechSynthesis' in window) speechSynthesis.cancel();
  audio?.close();
  audio = null;
}

/** @param {number | number[]} pattern */
export function shake(pattern) {
  navigator.vibrate?.(pattern);
}

/** @param {boolean} on */
export async function stayAwake(on) {
  try {
    if (on && !awake && !document.hidden) {
      awake = await navigator.wakeLock?.request('screen') ?? null;
      awake?.addEventListener('release', () => { awake = null; });
    } else if (!on) {
      await awake?.release();
    }
  } catch {
    awake = null;
  }
}

/**
 * The keys of headphones and keyboards.
 * @param {Record<string, () => void> | null} actions null: none any more
 * @param {string} [title]
 */
export function mediaKeys(actions, title = '') {
  const { mediaSession } = navigator;
  if (!mediaSession) return;
  const names = /** @type {MediaSessionAction[]} */ (['play', 'pause', 'previoustrack', 'nexttrack']);
  for (const name of names) mediaSession.setActionHandler(name, actions?.[name] ?? null);
  mediaSession.metadata = actions && 'MediaMetadata' in window
    ? new MediaMetadata({ title, artist: 'unhunch' }) : null;
}
