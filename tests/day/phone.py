# SPDX-License-Identifier: GPL-3.0-or-later
"""A pilgrim's phone: a real Chromium, 375 points wide, on the real pages."""
import os
import shutil
import subprocess
import tempfile

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from programs import wait_for
from report import StepFailed


class Phone:
    def __init__(self, url, log):
        self.url = url
        self.profile = tempfile.mkdtemp(prefix='miqat-phone-')
        options = Options()
        options.binary_location = shutil.which('chromium')
        for word in ('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage',
                     '--hide-scrollbars', '--lang=id', f'--user-data-dir={self.profile}'):
            options.add_argument(word)
        options.add_experimental_option('mobileEmulation', {
            'deviceMetrics': {'width': 375, 'height': 812, 'pixelRatio': 2.0, 'touch': True}})
        self.driver = webdriver.Chrome(options=options,
                                       service=Service(shutil.which('chromedriver'), log_output=log))
        self.driver.set_page_load_timeout(40)

    def open(self, path):
        self.driver.get(self.url + path)

    def path(self):
        return self.driver.current_url[len(self.url):]

    def find(self, selector):
        found = self.driver.find_elements(By.CSS_SELECTOR, selector)
        return found[0] if found else None

    def wait(self, selector, seconds=20):
        return wait_for(f'{selector} on the page {self.path()}', lambda: self.find(selector), seconds)[0]

    def text(self, selector='body'):
        return self.wait(selector).text

    def texts(self, selector):
        return [element.text for element in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def sees(self, text, seconds=20):
        def look():
            try:
                return text.lower() in self.text().lower()
            except WebDriverException:  # between two pages
                return False
        return wait_for(f'“{text}” on the page {self.path()}', look, seconds)[1]

    def _to(self, element):
        self.driver.execute_script('arguments[0].scrollIntoView({block: "center"})', element)
        return element

    def tap(self, selector):
        self._to(self.wait(selector)).click()

    def tap_text(self, selector, text):
        """Taps the first element of that kind that shows the text."""
        for element in self.driver.find_elements(By.CSS_SELECTOR, selector):
            if text in element.text:
                self._to(element).click()
                return
        raise StepFailed(f'no {selector} with “{text}” on the page {self.path()}')

    def type(self, name, text):
        field = self._to(self.wait(f'[name="{name}"]'))
        if field.tag_name == 'select':
            field.find_element(By.CSS_SELECTOR, f'option[value="{text}"]').click()
        elif field.get_attribute('type') == 'radio':
            self.tap(f'[name="{name}"][value="{text}"]')
        elif field.get_attribute('type') == 'date':
            # What the keys of a date field mean depends on the machine's language.
            self.driver.execute_script('arguments[0].value = arguments[1]', field, text)
        else:
            if field.get_attribute('type') != 'file':
                field.clear()
            field.send_keys(text)

    def describe(self):
        return f'{self.path()}\n\n{self.text()}\n'

    def fits(self):
        """Whether nothing stands out of the screen's width."""
        return self.driver.execute_script('return document.documentElement.scrollWidth <= window.innerWidth')

    def picture(self, path):
        self.driver.save_screenshot(path)

    def stop(self):
        try:
            self.driver.quit()
        finally:
            shutil.rmtree(self.profile, ignore_errors=True)


def draw_proof(path, lines):
    """A picture such as a bank's application shows after a transfer."""
    font = subprocess.run(['fc-match', '--format=%{file}', 'sans'], capture_output=True, text=True, timeout=30,
                          check=True).stdout
    words = ['convert', '-size', '720x1100', 'xc:#f5f7fa', '-fill', '#0b6e4f', '-draw', 'rectangle 0,0 720,170',
             '-font', font, '-fill', 'white', '-pointsize', '40', '-gravity', 'North', '-annotate', '+0+60',
             'Bank Contoh Syariah', '-fill', '#16302b', '-pointsize', '30', '-gravity', 'NorthWest']
    for index, line in enumerate(lines):
        words += ['-annotate', f'+60+{240 + index * 62}', line]
    subprocess.run([*words, path], timeout=60, check=True)
    return os.path.abspath(path)
