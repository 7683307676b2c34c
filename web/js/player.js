// SPDX-License-Identifier: Apache-2.0
// A session being done. The core says what to show, speak and record at every moment; this draws
// it, and hands on keys, touches and answers.
import { h, s, announce, capital, clockText, counted, numberText, put, sheet, tell, toast } from './dom.js';
import { icon, mark } from './icons.js';
import { PRESS } from './core.js';
import { slider, toggle } from './form.js';
import { LiveFigure, isStill, stillFigure } from './figure.js';
import { bell, hush, mediaKeys, say, shake, stayAwake, tick, wakeSound } from './sound.js';

/** @typedef {import('./app.js').App} App */
/** @typedef {import('./types.js').View} View */
/** @typedef {import('./types.js').Cue} Cue */

const GAP_DEGREES = 57.6; // where the ring is open for the number, at six o'clock
const ROUND = 100 - GAP_DEGREES / 3.6;
const FIGURE_TOP = 4; // per cent of the ring, as in the style sheet
const FIGURE_TALL = 86;

/** @type {Record<string, string>} */
const FELT_MORE = {
  'strong-pull': 'more stretch than you want',
  sharp: 'in a joint or in one spot',
  tingling: 'in an arm or a hand',
  dizzy: 'or a sudden bad headache',
  chest: 'or short of breath',
};
/** @type {Record<string, string>} */
const FELT_SHORT = {
  'strong-pull': 'Too strong a pull',
  sharp: 'Sharp or pinching',
  tingling: 'Tingling, numb or weak',
  dizzy: 'Dizzy or seeing double',
  chest: 'Tight chest',
};

/**
 * A round button.
 * @param {string} look
 * @param {string} name of its icon
 * @param {string} label
 * @param {string} keys
 * @param {() => void} onclick
 */
function tool(look, name, label, keys, onclick) {
  return h(look ? `button.tool.${look}` : 'button.tool', {
    type: 'button', 'aria-label': label, 'aria-keyshortcuts': keys || null, onclick,
  }, icon(name));
}

class Player {
  #app;
  #core;
  #person;
  /** @type {string | null} id of the session's first event */
  #session;
  #frame = 0;
  #kind = '';
  #breathPhase = 0;
  /** @type {(() => void) | null} closes the sheet that is open */
  #close = null;
  #sheetFor = '';
  #figure = new LiveFigure();
  #shown = 0;
  #lastTime = 0;
  #going = true;

  ticks = h('.ticks', { role: 'img' });
  arc = s('circle', { class: 'arc', cx: 50, cy: 50, r: 46, pathLength: 100, transform: `rotate(${90 + GAP_DEGREES / 2} 50 50)` });
  clock = h('.clock', { role: 'timer', 'aria-live': 'off' });
  meta = h('.meta');
  cue = h('h1.cue', { tabindex: -1 });
  main = tool('main', 'pause', 'Pause', 'Space', () => this.press(PRESS.pause));
  next = h('.next');
  flash = h('.flash');
  breath = h('span.breath', { 'aria-hidden': 'true', hidden: true });
  words = h('section.words', { 'aria-label': 'What to do' }, this.meta, this.cue,
    h('.controls', {},
      tool('', 'back', 'Back to the start of the move', 'ArrowLeft', () => this.press(PRESS.back)),
      this.main,
      tool('', 'skip', 'Skip this move', 'ArrowRight', () => this.press(PRESS.skip))),
    h('.foot', {},
      h('button.button.alarm', { type: 'button', 'aria-keyshortcuts': 'H', onclick: () => this.press(PRESS.hurt) },
        icon('hand'), 'It hurts'),
      this.next));
  scene = h('main.scene', { id: 'main' }, h('.dial', {},
    s('svg', { class: 'ring', viewBox: '0 0 100 100', 'aria-hidden': 'true' },
      s('circle', { class: 'sun', cx: 50, cy: 50, r: 46 }),
      s('circle', { class: 'track', cx: 50, cy: 50, r: 46, pathLength: 100, 'stroke-dasharray': `${ROUND} 100`, transform: `rotate(${90 + GAP_DEGREES / 2} 50 50)` }),
      this.arc),
    this.#figure.canvas, this.clock));
  element = h('.player', {},
    h('header', {},
      tool('', 'close', 'End the session', 'Escape', () => this.leave()),
      this.ticks,
      tool('', 'sound', 'Sound and voice', '', () => this.#sounds())),
    this.scene, this.words, this.flash);

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#person = app.person;
    this.#core = app.person.core;
    const open = this.#person.events.findLast((event) => event.kind === 'session-start');
    this.#session = open?.id ?? null;
    this.#swipes();
  }

  start() {
    wakeSound();
    stayAwake(true);
    addEventListener('keydown', this.#key);
    document.addEventListener('visibilitychange', this.#seen);
    this.#person.tabs.addEventListener('playing', this.#yield);
    this.#person.tabs.tell('playing');
    mediaKeys({
      play: () => this.#view().state === 'paused' && this.press(PRESS.pause),
      pause: () => this.press(PRESS.halt),
      previoustrack: () => this.press(PRESS.back),
      nexttrack: () => this.press(PRESS.skip),
    }, 'Stretching');
    this.#turn();
  }

  stop() {
    this.#going = false;
    cancelAnimationFrame(this.#frame);
    removeEventListener('keydown', this.#key);
    document.removeEventListener('visibilitychange', this.#seen);
    this.#person.tabs.removeEventListener('playing', this.#yield);
    mediaKeys(null);
    stayAwake(false);
    hush();
    this.#close?.();
    this.#core.press(performance.now(), PRESS.halt);
  }

  /** @returns {View} */
  #view() {
    return this.#core.look();
  }

  /**
   * @param {number} event
   * @param {number} [value]
   */
  press(event, value = 0) {
    if (event === PRESS.hurt || event === PRESS.pause || event === PRESS.quit) hush();
    wakeSound();
    this.#core.press(performance.now(), event, value);
    this.#step();
  }

  /** Pauses, then asks. */
  leave() {
    const { state } = this.#view();
    if (state === 'done' || state === 'ended') return this.press(PRESS.quit);
    if (state !== 'paused') this.press(PRESS.quit);
    return this.#askToEnd();
  }

  #askToEnd() {
    if (this.#close) return;
    this.#sheetFor = 'end';
    this.#close = sheet('End the session?', (close) => [
      h('h1', {}, 'End the session?'),
      h('p', {}, 'What you have done is kept.'),
      h('button.button.go.wide', { type: 'button', onclick: close }, 'Stay'),
      h('button.button.wide', {
        type: 'button',
        onclick: () => {
          close();
          this.press(PRESS.quit);
        },
      }, 'End it'),
    ], { onclose: this.#closed });
  }

  #closed = () => {
    this.#close = null;
    this.#sheetFor = '';
  };

  #key = (/** @type {KeyboardEvent} */ event) => {
    if (this.#close || event.metaKey || event.ctrlKey || event.altKey) return;
    const { state } = this.#view();
    if (state === 'done' || state === 'ended') return;
    const onButton = event.target instanceof HTMLButtonElement;
    /** @type {Record<string, () => void>} */
    const keys = {
      ' ': () => this.press(PRESS.pause),
      ArrowLeft: () => this.press(PRESS.back),
      ArrowRight: () => this.press(PRESS.skip),
      h: () => this.press(PRESS.hurt),
      H: () => this.press(PRESS.hurt),
      Escape: () => this.leave(),
      '+': () => this.press(PRESS.quicker),
      '-': () => this.press(PRESS.slower),
    };
    if (!keys[event.key] || (onButton && event.key === ' ')) return;
    event.preventDefault();
    keys[event.key]();
  };

  #seen = () => {
    if (document.hidden) this.press(PRESS.halt);
    else stayAwake(true);
  };

  // One session at a time: the tab that began last has it.
  #yield = () => {
    if (this.#view().state === 'done') return;
    this.#app.go('#/');
    toast('Your session goes on in another tab.');
  };

  // Back and skip, never more: what hurts is told by a button.
  #swipes() {
    let [x, y] = [0, 0];
    const { scene } = this;
    scene.addEventListener('touchstart', ({ touches }) => { [x, y] = [touches[0].clientX, touches[0].clientY]; }, { passive: true });
    scene.addEventListener('touchend', ({ changedTouches }) => {
      const [dx, dy] = [changedTouches[0].clientX - x, changedTouches[0].clientY - y];
      if (Math.abs(dx) < 70 || Math.abs(dx) < 2 * Math.abs(dy)) return;
      this.press(dx < 0 ? PRESS.skip : PRESS.back);
    });
  }

  #turn = () => {
    if (!this.#going) return;
    this.#step();
    if (this.#going) this.#frame = requestAnimationFrame(this.#turn);
  };

  // Plays up to now, does what the cues ask, and shows the moment.
  #step() {
    const now = performance.now();
    for (let cue = this.#core.poll(now); cue; cue = this.#core.poll(now)) this.#obey(cue);
    const view = this.#view();
    if (view.state === 'ended') {
      this.#going = false;
      this.#app.go('#/');
      return;
    }
    this.#show(view);
    this.#lastTime = now;
  }

  /** @param {Cue} cue */
  #obey(cue) {
    const { settings } = this.#person;
    switch (cue.kind) {
      case 'speak':
        if (settings.voice) say([cue.text, cue.more].filter(Boolean).join('. '));
        break;
      case 'bell':
        if (settings.bell) bell();
        if (settings.vibrate) shake([80, 60, 80]);
        if (settings.flash) this.#flash();
        break;
      case 'tick':
        if (settings.ticks) tick();
        break;
      case 'record':
        this.#record(cue.record ?? {});
        break;
      default:
    }
  }

  #flash() {
    this.flash.classList.remove('on');
    void this.flash.offsetWidth;
    this.flash.classList.add('on');
  }

  /** @param {Record<string, any>} said */
  #record(said) {
    const { kind, ...rest } = said;
    const session = kind === 'session-start' || !this.#session ? {} : { session: this.#session };
    const event = this.#person.record({ kind, ...session, ...rest });
    if (kind === 'session-start') this.#session = this.#person.events.at(-1)?.id ?? null;
    event.catch(() => announce('This could not be written down. Is the storage full?'));
  }

  /** @param {View} view */
  #show(view) {
    const kind = `${view.state} ${view.item} ${view.set} ${view.side} ${view.direction} ${view.move}`;
    if (kind !== this.#kind) {
      this.#kind = kind;
      this.#changed(view);
    }
    this.#dial(view);
    this.#pose(view);
    this.#ask(view);
  }

  /** What differs from one state to the next. @param {View} view */
  #changed(view) {
    const paused = view.state === 'paused';
    this.element.dataset.state = view.state;
    this.element.dataset.phase = view.phase ?? 'static';
    this.main.replaceChildren(icon(paused ? 'play' : 'pause'));
    this.main.setAttribute('aria-label', paused ? 'Go on' : 'Pause');
    this.ticks.setAttribute('aria-label', `Move ${view.item + 1} of ${view.items}`);
    this.ticks.replaceChildren(...Array.from({ length: view.items }, (_, i) =>
      h(i < view.item ? 'i.over' : i === view.item ? 'i.now' : 'i')));
    if (view.state === 'done') {
      this.#done(view);
      return;
    }
    const line = this.#line(view);
    const ahead = view.state === 'ready' || view.state === 'moving' ? this.#app.moveOf(view.move ?? '').say : '';
    this.cue.replaceChildren();
    put(this.cue, line, ahead && h('span.ahead', {}, ahead));
    announce(`${view.title}. ${line} ${ahead}`.trim());
    this.#meta(view);
    this.next.replaceChildren();
    if (view.next) {
      const next = this.#app.moveOf(view.next);
      put(this.next, h('div', {}, h('span', {}, 'Next'), next.name),
        next.figure && stillFigure({ move: next.id, variant: view.nextVariant, whole: true }));
    } else {
      put(this.next, h('div', {}, h('span', {}, 'Next'), 'Done'));
    }
  }

  /** At most twelve words. @param {View} view */
  #line(view) {
    const name = view.move ? this.#app.moveOf(view.move).name : '';
    if (view.state === 'moving') return `${name}. Get in place.`;
    if (view.state === 'ready') return `${name}.`;
    if (view.state === 'rest') return 'Rest. Let go and shake loose.';
    if (view.state === 'change') return 'Come back slowly. Now the other side.';
    if (view.state === 'paused') return 'Take your time. Nothing is lost.';
    return view.line ?? '';
  }

  /** @param {View} view */
  #meta(view) {
    const side = view.sided && h('span.side', { role: 'img', 'aria-label': view.side === 0 ? 'Left side, then right' : 'Right side; left is done' },
      h(view.side === 0 ? 'b.on' : 'b', {}, 'Left'), h(view.side === 1 ? 'b.on' : 'b', {}, 'Right'));
    const sets = view.sets > 1 && h('span.quiet', {}, `set ${view.set} of ${view.sets}`);
    const ways = view.directions > 1 && view.direction > 1 && h('span.quiet', {}, 'the other way');
    this.breath = h('span.breath', { 'aria-hidden': 'true', hidden: true });
    this.meta.replaceChildren();
    put(this.meta, view.state === 'work' && view.sided ? side : h('strong', {}, view.title),
      view.state === 'work' ? ways || sets || this.breath : side || sets || ways);
  }

  /** Ring, number, breath. @param {View} view */
  #dial(view) {
    const working = view.under === 'work';
    const share = view.state === 'done' ? 1 : working && view.counts
      ? (view.rep - 1 + view.repPermille / 1000) / view.reps : view.segmentPermille / 1000;
    const left = view.state === 'done' ? 1 : 1 - share;
    this.arc.setAttribute('stroke-dasharray', `${(left * ROUND).toFixed(2)} 100`);
    /** @type {HTMLElement} */ (this.ticks.children[view.item])?.style.setProperty('--part', `${view.itemPermille / 10}%`);
    const number = view.state === 'done' ? '' : String(working && view.counts ? view.rep : view.seconds);
    const of = working && view.counts ? `of ${view.reps}` : '';
    const shown = `${number}|${of}`;
    if (this.clock.dataset.shown !== shown) {
      this.clock.dataset.shown = shown;
      this.clock.replaceChildren(number, of && h('small', {}, of));
      this.clock.setAttribute('aria-label', of ? `Repetition ${number} ${of}` : `${counted(Number(number), 'second')} left`);
    }
    const breathing = view.state === 'work' && view.breath !== 0;
    this.breath.hidden = !breathing;
    if (!breathing) return;
    const part = view.breathPermille / 1000;
    this.#breathPhase = view.breath === 1 ? part : 1 - part;
    tell(this.breath, view.breath === 1 ? 'Breathe in' : 'Breathe out');
    this.breath.style.setProperty('--swell', isStill() ? '.7' : (.4 + .6 * this.#breathPhase).toFixed(3));
  }

  /** The figure at this moment. @param {View} view */
  #pose(view) {
    if (!view.move || view.state === 'done') return;
    const move = this.#app.moveOf(view.move);
    this.#figure.canvas.hidden = !move.figure;
    if (!move.figure) return;
    const working = view.under === 'work';
    const flows = working && view.counts && view.reachPermille < 1001 && move.dose.hold_s[1] === 0;
    const wanted = working ? view.reachPermille / 1000 : 0;
    const dt = Math.min(.1, Math.max(0, (performance.now() - this.#lastTime) / 1000));
    if (view.state !== 'paused') this.#shown += (wanted - this.#shown) * Math.min(1, dt * (view.counts && working ? 12 : 1.6));
    const breath = working && !view.counts ? .05 * this.#breathPhase * this.#shown : 0;
    const moment = { move: move.id, variant: view.variant, mirrored: view.sided && view.side === 1, label: `${move.name}. ${move.steps[0]}` };
    if (isStill()) this.#figure.show({ ...moment, share: 1, arrow: true });
    else if (flows) {
      const rep = view.repPermille / 1000;
      this.#shown = wanted;
      this.#figure.show({ ...moment, share: view.direction > 1 ? 1 - rep : rep, loop: true });
    } else this.#figure.show({ ...moment, share: Math.max(0, this.#shown - breath) });
    this.#horizon();
  }

  // The floor begins behind the figure; where it leans on a wall, at the foot of that wall.
  #horizon() {
    const { wall } = this.#figure;
    const share = wall === null ? '' : `${(FIGURE_TOP + FIGURE_TALL * wall).toFixed(1)}%`;
    if (this.element.style.getPropertyValue('--horizon') !== share) this.element.style.setProperty('--horizon', share);
  }

  /** The sheets of "it hurts". @param {View} view */
  #ask(view) {
    const question = ['felt', 'after', 'advice'].includes(view.state) ? `${view.state} ${view.outcome}` : '';
    if (this.#sheetFor === 'end' || question === this.#sheetFor) return;
    this.#close?.();
    this.#sheetFor = question;
    if (question === '') return;
    if (view.outcome === 'flag' && view.state === 'advice') return this.#redFlag(view);
    const content = view.state === 'felt' ? this.#askFelt() : view.state === 'after' ? this.#askAfter() : this.#advise(view);
    this.#close = sheet('It hurts', () => content, { dismissable: false, onclose: this.#closed });
  }

  #askFelt() {
    const { felt } = this.#core.catalog.words;
    const answers = Object.keys(felt);
    return [
      h('h1', {}, 'Stopped. What is it like?'),
      h('.choice', {}, answers.slice(1, -1).map((word, i) =>
        h('button', { type: 'button', onclick: () => this.press(PRESS.answer, i + 1) },
          FELT_SHORT[word] ?? capital(felt[word]), h('small', {}, FELT_MORE[word] ?? '')))),
      h('.pair', {},
        h('button.button.plain', { type: 'button', onclick: () => this.press(PRESS.answer, 0) }, 'It was nothing'),
        h('button.button.plain', { type: 'button', onclick: () => this.press(PRESS.quit) }, 'End the session')),
    ];
  }

  #askAfter() {
    const { after } = this.#core.catalog.words;
    return [
      h('h1', {}, 'And now that you have stopped?'),
      h('.choice', {}, Object.entries(after).slice(1).map(([, label], i) =>
        h('button', { type: 'button', onclick: () => this.press(PRESS.answer, i + 1) }, capital(label)))),
      h('.pair', {},
        h('button.button.plain', { type: 'button', onclick: () => this.press(PRESS.escape) }, 'Back'),
        h('button.button.plain', { type: 'button', onclick: () => this.press(PRESS.quit) }, 'End the session')),
    ];
  }

  /** @param {View} view */
  #advise(view) {
    const hurt = this.#app.moveOf(view.hurt ?? '').name;
    const out = h('p.small.quiet', {}, `${hurt} stays out of your sessions until you allow it again in Me.`);
    const end = h('button.button.plain', { type: 'button', onclick: () => this.press(PRESS.quit) }, 'End the session');
    if (view.outcome === 'stop') {
      return [h('h1', {}, 'That is enough for today.'), h('p', {}, view.advice), out,
        h('button.button.go.wide', { type: 'button', onclick: () => this.press(PRESS.enter) }, 'Close')];
    }
    if (view.outcome === 'gentler' && view.gentler) {
      const move = this.#app.moveOf(view.gentler);
      return [h('h1', {}, 'Come back to the middle, slowly.'),
        h('p', {}, 'Let go first, then come up. Breathe evenly. This would be gentler:'),
        h('.instead', { 'data-phase': view.phase }, h('.stage', {}, stillFigure({ move: move.id, whole: true })),
          h('p', {}, h('strong', {}, move.name), h('br'), h('span.small.quiet', {}, move.say))),
        h('button.button.go.wide', { type: 'button', onclick: () => this.press(PRESS.enter) }, 'Do this instead'),
        h('.pair', {}, h('button.button.plain', { type: 'button', onclick: () => this.press(PRESS.skip) }, 'Just skip it'), end),
        out];
    }
    return [h('h1', {}, 'Come back to the middle, slowly.'),
      h('p', {}, view.advice ?? 'This move is left out. The session goes on with the next one, when you are ready.'),
      h('button.button.go.wide', { type: 'button', onclick: () => this.press(PRESS.enter) }, 'Go on'),
      h('.pair', {}, h('span'), end), out];
  }

  /** No reassurance here: what to do, and whom to see. @param {View} view */
  #redFlag(view) {
    const { flags } = this.#core.catalog;
    const raised = (view.flags ?? []).map((id) => flags.find((flag) => flag.id === id)).filter((flag) => flag !== undefined);
    const emergency = raised.some(({ urgency }) => urgency === 'emergency');
    const advice = [...new Set(raised.map((flag) => flag.advice))];
    const page = h('main.flag', { id: 'main' },
      h('.head', {}, mark(), h('strong', {}, 'Session stopped')),
      h('.stack', {},
        h('h1', { tabindex: -1 }, emergency ? 'Get medical help now.' : 'See a doctor before you stretch again.'),
        advice.map((text) => h('p.advice', {}, text))),
      h('.stack', {},
        emergency && h('a.button.call.wide', { href: 'tel:112' }, icon('phone'), 'Call 112'),
        h('button.button.wide', { type: 'button', onclick: () => this.press(PRESS.enter) }, 'Close')));
    this.element.replaceWith(page);
    this.element = page;
    page.querySelector('h1')?.focus();
    announce(page.querySelector('h1')?.textContent ?? '');
  }

  /** The end: what was done, and how it feels. @param {View} view */
  #done(view) {
    const { areas } = this.#core.catalog.words;
    this.element.style.removeProperty('--horizon');
    this.#figure.stand('Standing at ease');
    const time = view.worked_s < 60 ? counted(view.worked_s, 'second') : `${clockText(view.worked_s)} minutes`;
    const area = areas[view.area ?? 'neck'];
    const field = slider({
      label: `How stiff ${area.endsWith('s') ? 'are' : 'is'} your ${area} now?`, value: null, ends: ['not at all', 'cannot move it'],
      onset: (value) => this.#core.press(performance.now(), PRESS.answer, value),
    });
    this.words.className = 'words done';
    this.words.replaceChildren();
    put(this.words,
      h('h1', { tabindex: -1 }, 'Done.'),
      h('p.quiet', {}, `${capital(numberText(view.done))} ${view.done === 1 ? 'move' : 'moves'}, ${time} of work.`),
      field.field,
      view.before >= 0 && h('p.small.quiet', {}, `It was ${view.before} when you began.`),
      h('button.button.go.wide', { type: 'button', onclick: () => this.press(PRESS.enter) }, 'Keep it'));
    announce(`Done. ${time} of work.`);
    this.words.querySelector('h1')?.focus({ preventScroll: true });
  }

  #sounds() {
    const { settings } = this.#person;
    const before = this.#view().state;
    if (before !== 'paused' && before !== 'done') this.press(PRESS.pause);
    this.#sheetFor = 'end';
    this.#close = sheet('Sound and voice', (close) => [
      h('h2', {}, 'Sound and voice'),
      h('ul.rows', {}, soundRows(settings, (change) => this.#person.set(change))),
      h('button.button.go.wide', { type: 'button', onclick: close }, 'Done'),
    ], { onclose: this.#closed });
  }
}

/**
 * The switches of sound, here and in Me.
 * @param {import('./person.js').Person['settings']} settings
 * @param {(change: Partial<import('./person.js').Person['settings']>) => void} set
 */
export function soundRows(settings, set) {
  return [
    toggle('Voice', 'Says each move as it begins', settings.voice, (voice) => set({ voice })),
    toggle('Bell', 'Rings when something changes', settings.bell, (on) => set({ bell: on })),
    toggle('Ticks', 'The last three seconds', settings.ticks, (ticks) => set({ ticks })),
    toggle('Flash', 'Lights up with the bell', settings.flash, (flash) => set({ flash })),
    toggle('Vibrate', 'With the bell, on phones', settings.vibrate, (vibrate) => set({ vibrate })),
  ];
}

/** @param {App} app */
export function playerScreen(app) {
  const player = new Player(app);
  queueMicrotask(() => player.start());
  return { title: 'Session', nav: null, full: true, main: [player.element], leave: () => player.stop() };
}
