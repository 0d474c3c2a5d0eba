// SPDX-License-Identifier: GPL-3.0-or-later
// What makes the pages nicer where scripts run. Everything works without it.

const rupiah = (amount) => 'Rp\u00a0' + String(amount).replace(/\B(?=(\d{3})+$)/g, '.');

// The time that is left, counted from what the server said, not from the phone's clock.
for (const strip of document.querySelectorAll('[data-seconds]')) {
  const end = performance.now() + Number(strip.dataset.seconds) * 1000;
  const left = strip.querySelector('[data-left]');
  const tick = () => {
    const seconds = Math.max(0, Math.round((end - performance.now()) / 1000));
    const text = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
    left.textContent = seconds > 0 ? ` · sisa ${text}` : ' · waktu habis';
    strip.classList.toggle('hurry', seconds < 300);
    if (seconds > 0) setTimeout(tick, 1000);
  };
  tick();
}

// The sum of what is chosen.
const order = document.getElementById('pesan');
if (order) {
  const total = order.querySelector('.total');
  const pax = order.querySelector('[name=pax]');
  const update = () => {
    const room = order.querySelector('[name=room_type_id]:checked');
    const count = Math.max(1, Math.min(Number(pax && pax.max) || 1, Number(pax && pax.value) || 1));
    const label = order.querySelector('[data-total-label]');
    if (!room || !total) return;
    total.textContent = rupiah(Number(room.dataset.price) * count);
    label.textContent = `Total ${count} orang`;
  };
  order.addEventListener('input', update);
  update();
  if (pax) {
    const step = (sign, by) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'step';
      button.textContent = sign;
      button.setAttribute('aria-label', by > 0 ? 'Tambah satu orang' : 'Kurangi satu orang');
      button.addEventListener('click', () => {
        pax.value = Math.max(1, Math.min(Number(pax.max), (Number(pax.value) || 1) + by));
        update();
      });
      return button;
    };
    pax.before(step('−', -1));
    pax.after(step('+', 1));
  }
}

// A form is sent once; coming back to the page frees its button.
for (const form of document.querySelectorAll('form')) {
  form.addEventListener('submit', () => {
    for (const button of form.querySelectorAll('[data-once]'))
      setTimeout(() => { button.disabled = true; button.classList.add('busy'); });
  });
}
addEventListener('pageshow', (event) => {
  if (!event.persisted) return;
  for (const button of document.querySelectorAll('.busy')) { button.disabled = false; button.classList.remove('busy'); }
});

for (const button of document.querySelectorAll('[data-copy]')) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    button.textContent = 'Tersalin';
    setTimeout(() => { button.textContent = 'Salin'; }, 2000);
  });
}

// The passport's fields open with the answer.
for (const radio of document.querySelectorAll('[name$=_has_passport]')) {
  radio.addEventListener('change', () => {
    const details = radio.closest('.person').querySelector('details.passport');
    details.open = radio.value === 'ya' && radio.checked;
  });
}

const summary = document.querySelector('.summary');
if (summary) summary.focus();
