'use strict';
(() => {
  const $ = selector => document.querySelector(selector);
  const body = document.body, table = $('#rows'), plot = $('#plot'), status = $('#status'), why = $('#why');
  const data = table.dataset, isParallel = data.mode === 'parallel';
  const SHOWN = {
    all: '.r', review: '.r:is(.k1,.k2,.x,.o):not(.blank,.s)', unpaired: '.u:not(.blank,.away)', alone: '.r.o', merged: '.g', numbers: '.x',
  };
  const TODO = { ...SHOWN, review: '.r:is(.k1,.k2,.x,.o):not(.blank,.s,.ok)', alone: '.r.o:not(.ok)' };
  const EMPTY = {
    all: 'There are no rows.', review: 'No row needs review.', unpaired: 'No sentence is unpaired.',
    alone: 'No pair has a sentence that nothing answers to.', merged: 'No row joins several sentences of a side.',
    numbers: 'Numbers differ in no row.',
  };
  // What the head counts; the sides of pairs are counted apart.
  const FACTS = {
    pairs: '.r:not(.u,.s)', k0: '.k0:not(.u,.s)', k1: '.k1:not(.u,.s)', k2: '.k2:not(.u,.s)', hand: '.r:not(.k0,.k1,.k2,.u)',
    conflicts: '.x:not(.s)', decided: '.r[data-s]',
  };
  const READING = 'This page is for reading: corrections can be kept of parallel text only.';
  const MOVED = 'A block that was moved is shown, but not corrected here.';
  const KINDS = { q: 'quantity', t: 'term', l: 'written alike', n: 'name' };
  const RELATIONS = { e: ', equal', c: ', compatible', v: ', equal after conversion', x: ', in conflict' };
  const WHOLES = { L: 'lengths of the sides', P: 'punctuation', S: 'number of sentences' };
  const undone = [];
  // The current row, or the one that was so before the filter showed none; how many decisions were saved.
  let current = null, left = null, isUnsaved = false, made = 0, kept = 0;

  const rowOf = node => node instanceof Element ? node.closest('.r') : null;
  const cells = row => [...row.querySelectorAll('.t')];
  const sentences = cell => [...cell.children];
  const isShown = row => row.matches('.r') && row.matches(SHOWN[body.dataset.f]);
  const numbers = cell => sentences(cell).map(p => Number(p.dataset.i));
  const say = text => { status.textContent = text; };
  const key = row => cells(row).map(numbers).join('|');
  const signed = weight => (weight.startsWith('-') ? '−' + weight.slice(1) : '+' + weight);

  // The rows as they were aligned, by their sentences.
  const aligned = new Map();
  for (const row of table.querySelectorAll('.r:not(.s,.mv)')) aligned.set(key(row), row);

  // What speaks for a row: [marks or null, explanation]. What differs is marked on both sides, and said once.
  function reasons(row) {
    const differing = new Map();
    for (const mark of row.querySelectorAll('b.e')) differing.set(mark.title, [...differing.get(mark.title) || [], mark]);
    const found = [...differing].map(([title, marks]) => [marks, title]);
    if (!row.matches('.ok')) for (const p of row.querySelectorAll('p.o')) found.push([null, `nothing answers to: ${p.textContent}`]);
    let number = 0;
    for (const item of (row.dataset.w || '').split(' ')) {
      const parts = /^([LPS]?)(-?[\d.]+)([ecvx]?)$/.exec(item);
      if (!parts) continue;
      const [, whole, weight, relation] = parts;
      if (whole) {
        found.push([null, `${WHOLES[whole]} ${signed(weight)}`]);
        continue;
      }
      const digit = (number++).toString(16);
      const sides = cells(row).map(cell => [...cell.querySelectorAll(['q', 't', 'l', 'n'].map(kind => `b.${kind}${digit}`).join())]);
      const [left, right] = sides.map(marks => marks.map(mark => mark.textContent).join(' … '));
      if (!left || !right) continue;
      const marks = sides.flat();
      found.push([marks, `${KINDS[marks[0].className[0]]}: ${left} = ${right}${RELATIONS[relation] || ''}, ${signed(weight)}`]);
    }
    return found;
  }

  // Titles are made when somebody comes near, which keeps the file small.
  function explain(row) {
    if (row.explained) return;
    row.explained = true;
    for (const [marks, text] of reasons(row)) {
      for (const mark of marks || []) {
        mark.title = text;
        mark.setAttribute('role', 'mark');
        mark.setAttribute('aria-description', text);
      }
    }
  }

  function light(mark, isOn) {
    const row = rowOf(mark);
    if (!row) return;
    for (const other of row.querySelectorAll('b[data-on]')) other.removeAttribute('data-on');
    if (isOn) for (const other of row.querySelectorAll('b')) if (other.title === mark.title) other.setAttribute('data-on', '');
  }

  function place(row) {
    const [source, target] = cells(row).map(numbers);
    return [source[0], target[0], source.at(-1), target.at(-1)];
  }

  // Makes a row the current one, or none.
  function select(row, focus = true) {
    if (current && current !== row) {
      current.removeAttribute('aria-current');
      current.removeAttribute('tabindex');
      for (const mark of current.querySelectorAll('b')) mark.removeAttribute('tabindex');
    }
    left = row || current || left;
    current = row;
    if (!row) {
      why.replaceChildren();
      $('#here').setAttribute('d', '');
      return;
    }
    explain(row);
    row.setAttribute('aria-current', 'true');
    row.tabIndex = 0;
    for (const mark of row.querySelectorAll('b')) mark.tabIndex = 0;
    const items = reasons(row).map(([, text]) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    });
    why.replaceChildren(...items);
    const [x, y, right, down] = place(row);
    const here = [x ?? right, y ?? down];
    if (here[0] === undefined) here[0] = around(row, 0);
    if (here[1] === undefined) here[1] = around(row, 1);
    $('#here').setAttribute('d', `M${here[0] + .5} ${here[1] + .5}h0`);
    if (focus) {
      row.focus({ preventScroll: true });
      row.scrollIntoView({ block: 'nearest' });
      // Rows that were never near have only been guessed to be so high: once more when they are known.
      requestAnimationFrame(() => { if (row === current) row.scrollIntoView({ block: 'nearest' }); });
    }
    if (!isParallel) return;
    for (const name of ['confirm', 'split', 'merge', 'unlink']) $(`[data-command=${name}]`).disabled = row.matches('.mv');
  }

  // Makes a row the current one if it is shown, else the next that is, else the last before it, else none.
  function settle(row, focus = true) {
    const nearest = direction => {
      let near = row;
      while (near && !isShown(near)) near = near[direction];
      return near;
    };
    select(nearest('nextElementSibling') || nearest('previousElementSibling'), focus);
  }

  // Where an unpaired row stands on its empty side: behind the last sentence above it.
  function around(row, side) {
    for (let above = row.previousElementSibling; above && above.matches('.r'); above = above.previousElementSibling) {
      const last = numbers(cells(above)[side]).at(-1);
      if (last !== undefined) return last;
    }
    return 0;
  }

  function step(direction, isQuiet = false) {
    let row = current;
    if (!row) {
      row = table.querySelector(SHOWN[body.dataset.f]);
      return row ? select(row) : say(EMPTY[body.dataset.f]);
    }
    do row = row[direction]; while (row && !isShown(row));
    if (row) select(row);
    else if (!isQuiet) say(direction === 'nextElementSibling' ? 'This is the last row.' : 'This is the first row.');
  }

  // The numbers in the head. What is about none is not said.
  function tell() {
    const facts = {};
    for (const [name, selector] of Object.entries(FACTS)) facts[name] = table.querySelectorAll(selector).length;
    for (const side of [0, 1]) {
      const cell = `.t:nth-child(${side + 2})`;
      const paired = new Set([...table.querySelectorAll(`.r:not(.u,.s) ${cell} > p`)].map(p => p.dataset.i)).size;
      facts[`paired${side}`] = paired;
      facts[`share${side}`] = Math.floor(100 * paired / Number($(`[data-n=all${side}]`).textContent));
      facts[`alone${side}`] = table.querySelectorAll(`.r.o:not(.ok) ${cell} > p.o`).length;
    }
    for (const place of document.querySelectorAll('[data-n]')) {
      if (place.dataset.n in facts) place.textContent = facts[place.dataset.n];
    }
    for (const part of document.querySelectorAll('[data-if]')) part.hidden = !facts[part.dataset.if];
  }

  function count() {
    tell();
    for (const button of document.querySelectorAll('[data-filter]')) {
      button.querySelector('.count').textContent = table.querySelectorAll(TODO[button.dataset.filter]).length;
    }
    const none = $('#none');
    none.hidden = table.querySelector(SHOWN[body.dataset.f]) !== null;
    none.textContent = none.hidden ? '' : EMPTY[body.dataset.f];
    if (!isParallel) return say('');
    const done = table.querySelectorAll('.r[data-s]').length;
    if (done) say(`${done} ${done === 1 ? 'row' : 'rows'} decided${isUnsaved ? ', not saved' : ', saved'}.`);
    else say(isUnsaved && kept ? 'Nothing is decided any more, not saved.' : 'Nothing decided yet.');
  }

  function replace(old, now, last = now[0]) {
    old[0].before(...now);
    for (const row of old) row.remove();
    undone.push([old, now]);
    isUnsaved = true;
    settle(last);
    count();
    if (!now.some(isShown)) say(`${status.textContent} The filter does not show what was made.`);
  }

  function copy(row) {
    const fresh = row.cloneNode(true);
    for (const cut of fresh.querySelectorAll('.cut')) cut.classList.remove('cut');
    fresh.removeAttribute('aria-current');
    fresh.removeAttribute('tabindex');
    return fresh;
  }

  // Takes away all evidence.
  function strip(row) {
    for (const mark of row.querySelectorAll('b')) mark.replaceWith(...mark.childNodes);
    row.dataset.w = '';
  }

  // What differs no longer, since the other value stands in another row now.
  function clear(row) {
    const titles = cells(row).map(cell => new Set([...cell.querySelectorAll('b.e')].map(mark => mark.title)));
    for (const mark of row.querySelectorAll('b.e')) {
      if (!titles.every(known => known.has(mark.title))) mark.replaceWith(...mark.childNodes);
    }
  }

  // A row that a person made; where it has the sentences of one that was aligned, it is that one again.
  function correct(row) {
    const same = aligned.get(key(row));
    if (same) return copy(same);
    clear(row);
    const [source, target] = cells(row).map(cell => cell.children.length);
    row.id = `n${made++}`;
    row.className = 'r ok';
    row.classList.toggle('u', !source || !target);
    row.classList.toggle('g', source > 1 || target > 1);
    row.classList.toggle('x', source > 0 && target > 0 && row.querySelector('.e') !== null);
    row.dataset.s = 'corrected';
    row.firstElementChild.lastChild.data = 'by hand';
    // What was said of the sides as wholes holds no longer, and what is alone on its side is no evidence.
    row.dataset.w = (row.dataset.w || '').split(' ').filter(item => !/^[LPS]/.test(item)).join(' ');
    if (!source || !target) strip(row);
    return row;
  }

  // What the rows are called that a row falls into: 5a and 5b, of 5a 5a1 and 5a2. No number comes twice, and none changes.
  function numbered(row, place) {
    const number = row.querySelector('i').textContent;
    if (/[a-z]$/.test(number)) return `${number}${place + 1}`;
    let letters = '';
    for (let rest = place + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(97 + (rest - 1) % 26) + letters;
    return number + letters;
  }

  // Puts a row for each part in the place of one row. A part is the places of its sentences on either side.
  function divide(row, parts) {
    if (parts.length < 2) {
      const isPair = cells(row).every(cell => cell.children.length);
      return say(`There is nothing to split: ${isPair ? 'each side has one sentence' : 'the row has one sentence'}.`);
    }
    replace([row], parts.map((part, place) => {
      const fresh = copy(row);
      fresh.querySelector('i').textContent = numbered(row, place);
      cells(fresh).forEach((cell, side) => sentences(cell).forEach((p, index) => {
        if (!part[side].includes(index)) p.remove();
      }));
      return correct(fresh);
    }));
  }

  const alone = (side, index) => (side ? [[], [index]] : [[index], []]);
  const isPart = part => part.some(side => side.length);

  // Two parts, of which the lower begins at these places.
  function cutAt(row, cuts) {
    const places = cells(row).map(cell => sentences(cell).map((_, index) => index));
    return [places.map((all, side) => all.slice(0, cuts[side])), places.map((all, side) => all.slice(cuts[side]))].filter(isPart);
  }

  // The sentences of a side in order, as runs that something answers to, each with those alone before it; the last may be of
  // such only.
  function runs(cell) {
    const found = [];
    sentences(cell).forEach((p, index) => {
      const isAlone = p.matches('.o');
      if (!found.length || (isAlone && found.at(-1).own.length)) found.push({ alone: [], own: [] });
      found.at(-1)[isAlone ? 'alone' : 'own'].push(index);
    });
    return found;
  }

  // Each sentence that nothing answers to alone, and the runs between them paired in order. Where one side has fewer
  // runs, its sentences are dealt out one by one, and the last run has the rest.
  function apart(row) {
    const sides = cells(row).map(runs);
    const answered = side => side.filter(run => run.own.length).length;
    const most = Math.max(...sides.map(answered));
    for (const side of sides) {
      while (answered(side) < most) {
        const at = side.findIndex(run => run.own.length > 1);
        if (at < 0) break;
        side.splice(at + 1, 0, { alone: [], own: side[at].own.splice(1) });
      }
    }
    const parts = [];
    for (let place = 0; place < Math.max(...sides.map(side => side.length)); place++) {
      sides.forEach((side, number) => { for (const index of side[place]?.alone || []) parts.push(alone(number, index)); });
      parts.push(sides.map(side => side[place]?.own || []));
    }
    return parts.filter(isPart);
  }

  const commands = {
    next: () => step('nextElementSibling'),
    previous: () => step('previousElementSibling'),
    confirm() {
      const fresh = copy(current);
      if (fresh.dataset.s === 'confirmed') {
        delete fresh.dataset.s;
        fresh.classList.remove('ok');
        return replace([current], [fresh]);
      }
      if (fresh.dataset.s) return say('This row was made by hand; undo takes it back.');
      fresh.dataset.s = 'confirmed';
      fresh.classList.add('ok');
      replace([current], [fresh]);
      step('nextElementSibling', true);
    },
    split() {
      if (current.querySelector('.cut')) {
        // Every cut can be made so: a click on its first sentence leaves a side whole below, no click leaves it whole above.
        const cuts = cells(current).map(cell => {
          const at = sentences(cell).findIndex(p => p.matches('.cut'));
          return at < 0 ? cell.children.length : at;
        });
        if (!cuts.some(Boolean)) return say('No sentence stands above the line.');
        return divide(current, cutAt(current, cuts));
      }
      // Marks that the row no longer shows count no more.
      const isMarked = current.matches('.o:not(.ok)');
      divide(current, isMarked ? apart(current) : cutAt(current, [1, 1]));
    },
    merge() {
      const next = current.nextElementSibling;
      if (!next) return say('There is nothing to merge: no row is below.');
      if (next.matches('.mv')) return say('There is nothing to merge: the row below is a block that was moved.');
      if (!isShown(next)) return say('There is nothing to merge: the filter does not show the row below.');
      const fresh = copy(current), other = copy(next);
      cells(other).forEach((cell, side) => cells(fresh)[side].append(...cell.children));
      const number = fresh.querySelector('i'), ends = (number.textContent + '–' + other.querySelector('i').textContent).split('–');
      if (ends[0] !== ends.at(-1)) number.textContent = `${ends[0]}–${ends.at(-1)}`;
      // The numbers of the evidence of two rows do not go together.
      strip(fresh);
      replace([current, next], [correct(fresh)]);
    },
    unlink() {
      if (current.matches('.u')) return say('This row is unpaired already.');
      divide(current, cells(current).flatMap((cell, side) => sentences(cell).map((_, index) => alone(side, index))));
    },
    undo() {
      const last = undone.pop();
      if (!last) return say('There is nothing to take back.');
      const [old, now] = last;
      now[0].before(...old);
      for (const row of now) row.remove();
      isUnsaved = true;
      settle(old[0]);
      count();
    },
    save() {
      const decided = [...table.querySelectorAll('.r[data-s]')];
      if (!decided.length && !kept) return say('Nothing is decided: there is nothing to save.');
      const side = name => ({
        name: data[name], segments: Number(data[`${name}Segments`]), bytes: Number(data[`${name}Bytes`]), digest: data[`${name}Digest`],
      });
      const beads = decided.map(row => {
        const [source, target] = cells(row).map(numbers);
        return JSON.stringify({ source, target, status: row.dataset.s });
      });
      const head = JSON.stringify({ format: 'bitext-corrections', version: 1, mode: data.mode, source: side('source'), target: side('target') });
      const text = `${head.slice(0, -1)},"beads":[${beads.length ? '\n' : ''}${beads.join(',\n')}]}\n`;
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
      link.download = `${data.source}.corrections.json`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      isUnsaved = false;
      kept = decided.length;
      count();
    },
  };
  const keys = {};
  for (const button of document.querySelectorAll('[data-command]')) {
    const name = button.dataset.command;
    keys[button.getAttribute('aria-keyshortcuts')] = button;
    button.addEventListener('click', () => {
      if (!current && !['next', 'undo', 'save'].includes(name)) return commands.next();
      commands[name]();
    });
  }
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const button = keys[event.key];
    if (button) event.preventDefault();
    else if (!isParallel && 'csmuzw'.includes(event.key)) say(READING);
    if (button?.disabled) say(MOVED);
    else button?.click();
  });
  for (const button of document.querySelectorAll('[data-filter]')) {
    button.addEventListener('click', () => {
      body.dataset.f = button.dataset.filter;
      for (const other of document.querySelectorAll('[data-filter]')) other.setAttribute('aria-pressed', String(other === button));
      if (left) settle(left.isConnected ? left : table.querySelector('.r'), false);
      if (current) current.scrollIntoView({ block: 'nearest' });
      count();
    });
  }
  table.addEventListener('click', event => {
    const row = rowOf(event.target);
    if (!row) return;
    const p = event.target.closest('p');
    if (row === current && p && isParallel && !row.matches('.mv')) {
      // Who selects text means no cut.
      const isCut = p.classList.contains('cut') || String(getSelection());
      for (const other of p.parentNode.children) other.classList.remove('cut');
      p.classList.toggle('cut', !isCut);
    }
    if (String(getSelection())) return;
    select(row, row !== current);
  });
  for (const [enter, leave] of [['pointerover', 'pointerout'], ['focusin', 'focusout']]) {
    table.addEventListener(enter, event => {
      const row = rowOf(event.target);
      if (row) explain(row);
      if (event.target.localName === 'b') light(event.target, true);
    });
    table.addEventListener(leave, event => { if (event.target.localName === 'b') light(event.target, false); });
  }
  plot.addEventListener('click', event => {
    const box = plot.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width, y = (event.clientY - box.top) / box.height;
    const all = [Number(data.sourceSegments) || 1, Number(data.targetSegments) || 1];
    let best = null, least = Infinity;
    for (const row of table.querySelectorAll(SHOWN[body.dataset.f])) {
      const [source, target, right, down] = place(row);
      const dx = source === undefined ? 0 : x - (source + right + 1) / 2 / all[0];
      const dy = target === undefined ? 0 : y - (target + down + 1) / 2 / all[1];
      // An unpaired row is near only on the side it has: what is paired goes before it.
      const distance = dx * dx + dy * dy + (source === undefined || target === undefined ? 1e-4 : 0);
      if (distance < least) [best, least] = [row, distance];
    }
    if (!best) return;
    select(best);
    best.scrollIntoView({ block: 'center' });
  });
  addEventListener('beforeunload', event => {
    if (isUnsaved && (kept || table.querySelector('.r[data-s]'))) event.preventDefault();
  });
  kept = table.querySelectorAll('.r[data-s]').length;
  count();
})();
