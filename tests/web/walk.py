#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""A visitor walks from the catalogue to the sent proof, on a phone of 375 px in a real browser: with
scripts and without. Programs come by their paths: walk.py MIQATCTL RECEIVER [FOLDER FOR PICTURES]."""
import base64
import os
import re
import struct
import subprocess
import sys
import tempfile
import zlib

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support import expected_conditions as expected
from selenium.webdriver.support.ui import WebDriverWait

PHONE = (375, 812)


def make_png(path):
    """A small whole picture."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + bytes([220, 230, 220]) * 64 for _ in range(64))
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 64, 64, 8, 2, 0, 0, 0))
                   + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


class Visitor:
    """A browser with a phone's window."""

    def __init__(self, url, scripts, pictures, size=PHONE):
        options = webdriver.ChromeOptions()
        options.binary_location = '/usr/bin/chromium'
        for word in ('--headless=new', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--disable-dev-shm-usage',
                     '--lang=id'):
            options.add_argument(word)
        options.set_capability('goog:loggingPrefs', {'browser': 'ALL'})
        if not scripts:
            options.add_experimental_option('prefs', {'profile.managed_default_content_settings.javascript': 2})
        self.browser = webdriver.Chrome(service=Service('/usr/bin/chromedriver'), options=options)
        self.browser.execute_cdp_cmd('Emulation.setDeviceMetricsOverride', {
            'width': size[0], 'height': size[1], 'deviceScaleFactor': 1, 'mobile': size[0] < 700})
        self.browser.implicitly_wait(5)
        self.url, self.scripts, self.pictures = url, scripts, pictures
        self.count = 0

    def go(self, path):
        self.browser.get(self.url + path)

    def find(self, css):
        return self.browser.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.browser.find_elements(By.CSS_SELECTOR, css)

    def text(self, css='main'):
        return self.find(css).text

    def press(self, css):
        element = self.find(css)
        # Without scripts in the page the driver's own still run; they bring it into view.
        self.browser.execute_cdp_cmd('Runtime.evaluate', {
            'expression': f'document.querySelector({css!r}).scrollIntoView({{block: "center"}})'})
        element.click()

    def leave(self, css):
        """Presses what leads to another page, and waits for that."""
        page = self.find('html')
        self.press(css)
        # In between the driver may know neither the old page nor the new one.
        wait = WebDriverWait(self.browser, 10, ignored_exceptions=[WebDriverException])
        wait.until(expected.staleness_of(page))
        wait.until(lambda browser: browser.find_element(By.CSS_SELECTOR, 'main'))

    def show(self, name):
        if self.pictures:
            self.count += 1
            mode = 'js' if self.scripts else 'plain'
            data = self.browser.execute_cdp_cmd('Page.captureScreenshot', {'captureBeyondViewport': True})
            with open(os.path.join(self.pictures, f'{mode}-{self.count:02}-{name}.png'), 'wb') as file:
                file.write(base64.b64decode(data['data']))

    def check_page(self):
        """Nothing is wider than the phone, and the browser had nothing to complain about."""
        size = self.browser.execute_cdp_cmd('Page.getLayoutMetrics', {})
        wide = size['cssContentSize']['width']
        assert wide <= size['cssLayoutViewport']['clientWidth'] + 1, f'{self.browser.current_url} is {wide} px wide'
        for line in self.browser.get_log('browser'):
            assert line['level'] != 'SEVERE' or 'status of 4' in line['message'], line['message']

    def quit(self):
        self.browser.quit()


def walk(url, scripts, folder, pictures):
    visitor = Visitor(url, scripts, pictures)
    try:
        visitor.go('/')
        visitor.check_page()
        visitor.show('beranda')
        assert 'Rp' in visitor.text('.cards') and 'Kuota' in visitor.text('.cards')
        assert 'Pasti berizin' in visitor.text('footer')
        visitor.go('/paket?harga=1')
        assert 'Belum ada paket yang cocok' in visitor.text()
        visitor.go('/paket')
        visitor.leave('.card:not(.full) .button')
        visitor.check_page()
        visitor.show('detail')
        pax = visitor.find('[name=pax]')
        pax.clear()
        pax.send_keys('2')
        visitor.leave('.bar .gold')
        assert re.search(r'/pesan/[^/]+$', visitor.browser.current_url), visitor.browser.current_url
        assert 'Seat dikunci sampai' in visitor.text('.clock')
        assert ('sisa' in visitor.text('.clock')) == scripts
        assert len(visitor.all('.person')) == 3
        visitor.check_page()
        visitor.show('formulir')
        fill_wrong_then_right(visitor)
        assert visitor.browser.current_url.endswith('/bayar'), visitor.text()
        visitor.check_page()
        visitor.show('bayar')
        pay(visitor, folder)
        visitor.go('/booking')
        assert 'Menunggu verifikasi' in visitor.text()
        visitor.go('/paket/tidak-ada')
        assert 'tidak ditemukan' in visitor.text().lower()
    finally:
        visitor.quit()


def fill_wrong_then_right(visitor):
    visitor.find('#payer_name').send_keys('Budi <b>Santoso</b>')
    visitor.find('#payer_phone').send_keys('0813 7777 8888')
    for index, name in enumerate(('Siti Aminah', 'Ahmad Fauzi')):
        visitor.find(f'#t{index}_full_name').send_keys(name)
        sex = 'female' if index == 0 else 'male'
        visitor.press(f'[name=t{index}_gender][value={sex}]')
    visitor.find('#t1_nik').send_keys('123')
    visitor.leave('.people > .button')
    assert visitor.find('.summary').is_displayed()
    assert 'NIK terdiri dari 16 angka' in visitor.text(), visitor.text()
    assert visitor.find('#t0_full_name').get_attribute('value') == 'Siti Aminah'
    assert visitor.find('#payer_name').get_attribute('value') == 'Budi <b>Santoso</b>'
    visitor.show('salah')
    for field in ('#t1_nik', '#payer_name'):
        visitor.find(field).clear()
    visitor.find('#payer_name').send_keys('Budi Santoso')
    visitor.leave('.people > .button')


def pay(visitor, folder):
    note = os.path.join(folder, 'catatan.jpg')
    with open(note, 'w', encoding='utf-8') as file:
        file.write('ini bukan foto')
    visitor.find('#proof').send_keys(note)
    visitor.leave('.people > .button')
    assert 'bukan gambar' in visitor.text(), visitor.text()
    assert visitor.browser.current_url.endswith('/bayar')
    picture = os.path.join(folder, 'bukti.png')
    make_png(picture)
    visitor.find('#proof').send_keys(picture)
    visitor.leave('.people > .button')
    assert not visitor.browser.current_url.endswith('/bayar'), visitor.text()
    assert 'Menunggu verifikasi' in visitor.text()
    assert 'Siti Aminah' in visitor.text()
    visitor.check_page()
    visitor.show('status')


def main():
    ctl, receiver, *rest = sys.argv[1:]
    pictures = rest[0] if rest else None
    print('1..2')
    with tempfile.TemporaryDirectory() as folder:
        database = os.path.join(folder, 'hub.db')
        subprocess.run([ctl, 'demo', '--database', database], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([receiver, '--database', database, '--listen', '127.0.0.1:0', '--quiet'],
                                  stdout=subprocess.PIPE, text=True)
        failed = 0
        try:
            url = server.stdout.readline().split()[-1]
            for number, scripts in enumerate((True, False), 1):
                try:
                    walk(url, scripts, folder, pictures)
                    print(f'ok {number} walk {"with" if scripts else "without"} scripts', flush=True)
                except Exception as error:  # the other walk is still worth taking
                    failed += 1
                    print(f'not ok {number} walk {"with" if scripts else "without"} scripts', flush=True)
                    print('# ' + str(error).replace('\n', '\n# '), flush=True)
        finally:
            server.terminate()
            assert server.wait(15) == 0
    return failed


if __name__ == '__main__':
    sys.exit(main())
