# SPDX-License-Identifier: GPL-3.0-or-later
"""A virtual screen and a message bus of their own, for a program that opens windows."""
import os
import subprocess
import tempfile


def play_on_stage(words, seconds):
    """Runs a command on a virtual screen of 1280 × 900; returns its exit status, 124 after too long."""
    read_end, write_end = os.pipe()
    # The server chooses a free number itself: two days may be played at the same time.
    server = subprocess.Popen(
        ['Xvfb', '-displayfd', str(write_end), '-screen', '0', '1280x900x24', '-nolisten', 'tcp', '-noreset'],
        pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write_end)
    try:
        with os.fdopen(read_end) as pipe, tempfile.TemporaryDirectory() as home:
            number = pipe.readline().strip()
            if not number:
                raise OSError('Xvfb did not start')
            env = dict(os.environ, DISPLAY=f':{number}', MIQAT_DAY_STAGE='1', HOME=home,
                       XDG_CONFIG_HOME=os.path.join(home, 'config'), XDG_DATA_HOME=os.path.join(home, 'data'),
                       XDG_STATE_HOME=os.path.join(home, 'state'), XDG_CACHE_HOME=os.path.join(home, 'cache'),
                       XDG_RUNTIME_DIR=home)
            for name in ('WAYLAND_DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'AT_SPI_BUS_ADDRESS', 'GTK_A11Y'):
                env.pop(name, None)
            # What the bus and its services say must not stand between the lines of the program.
            out = os.dup(1)
            words = ['sh', '-c', f'exec "$@" >&{out}', 'sh', *words]
            done = subprocess.run(['timeout', '-k', '10', str(seconds), 'dbus-run-session', '--', *words],
                                  env=env, check=False, stdout=2, pass_fds=[out])
            os.close(out)
            return done.returncode
    finally:
        server.terminate()
        server.wait()
