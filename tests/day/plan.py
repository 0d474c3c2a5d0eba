# SPDX-License-Identifier: GPL-3.0-or-later
"""What the day is about, and what must come of it: the PRD's and the blueprint's own figures."""

SEED = 1

# ---- the agency -------------------------------------------------------------------------------------

BRANCH_DUTIES = {'kepala': 'sales,marketing,executive', 'sales': 'sales', 'kasir': 'finance',
                 'berkas': 'documents,operations'}
DUTIES = {
    'direktur@demo.example': 'executive', 'keuangan@demo.example': 'finance',
    'pemasaran@demo.example': 'sales,marketing', 'operasional@demo.example': 'operations',
    'dokumen@demo.example': 'documents',
    **{f'{post}.{site}@demo.example': duties
       for site in ('jkt', 'sby', 'upg') for post, duties in BRANCH_DUTIES.items()},
}
BANK_ACCOUNTS = ['7770001234', '8880005678']
# Days, and per departure the prices of quad, triple and double.
PACKAGES = {
    'Umroh Family Holiday Plus Taif 9 Hari': (9, [(33_900_000, 35_400_000, 37_900_000),
                                                  (34_500_000, 36_000_000, 38_500_000)]),
    'Special Turki 14 Hari': (14, [(46_600_000, 48_600_000, 51_900_000)]),
    "Akhir Ramadhan I'tikaf": (17, [(97_000_000, 101_000_000, 109_000_000)] * 2),
}
# PRD 2.3: what each tier passes on to the next, and what each then keeps of a margin of 5,000,000.
GRANTS = {'pusat': 2_000_000, 'cabang': 1_750_000, 'mitra': 1_250_000, 'agen': 500_000}
RESELLER = 'RESELLER-SBY'
SHARES = {'Reseller Rungkut': 500_000, 'Agen Waru Barokah': 750_000, 'Mitra Gubeng Sejahtera': 500_000,
          'Cabang Surabaya': 250_000, 'Demo Miqat Wisata': 3_000_000}

# ---- the departure ----------------------------------------------------------------------------------

PACKAGE = 'Umroh Family Holiday Plus Taif 9 Hari'
FACILITY = 'Kereta cepat Haramain'
COST, MARGIN, CEILING = 29_400_000, 5_000_000, 43_000_000
TOO_DEAR, PRICE = 44_500_000, 34_900_000
SEATS = 6
DP = 5_000_000

# ---- people -----------------------------------------------------------------------------------------

# Invented: no regency has the code 91 to 99.
FAMILY = [
    {'full_name': 'Budi Santosa', 'gender': 'male', 'nik': '3591011705850011', 'place_of_birth': 'Surabaya',
     'date_of_birth': '1985-05-17', 'phone': '081234500011', 'address': 'Jl. Contoh Melati No. 4, Surabaya',
     'father_name': 'Harjo Santosa', 'marital_status': 'married'},
    {'full_name': 'Siti Rahmawati', 'gender': 'female', 'nik': '3591015209880012', 'place_of_birth': 'Gresik',
     'date_of_birth': '1988-09-12', 'phone': '081234500012', 'address': 'Jl. Contoh Melati No. 4, Surabaya',
     'father_name': 'Abdul Rahman', 'marital_status': 'married'},
]
COUPLE = [
    {'full_name': 'Agus Firmansyah', 'gender': 'male', 'nik': '3591020301900013', 'place_of_birth': 'Malang',
     'date_of_birth': '1990-01-03', 'phone': '081234500013', 'address': 'Jl. Contoh Kenanga No. 9, Malang',
     'father_name': 'Slamet Firmansyah', 'marital_status': 'married'},
    {'full_name': 'Dewi Anggraini', 'gender': 'female', 'nik': '3591026006920014', 'place_of_birth': 'Malang',
     'date_of_birth': '1992-06-20', 'phone': '081234500014', 'address': 'Jl. Contoh Kenanga No. 9, Malang',
     'father_name': 'Joko Widagdo', 'marital_status': 'married'},
]
GROUP = 'Rombongan Pak Karso'

# ---- the workbook -----------------------------------------------------------------------------------

# The ministry's own spellings, two spaces included.
HEADERS = [
    'Title', 'Nama (Sesuai Dengan nama Pada Kartu Vaksin)', 'Nama Ayah', 'Jenis Identitas', 'No Identitas',
    'Nama Paspor', 'No Paspor', 'Tanggal Dikeluarkan Paspor(yyyy-mm-dd)', 'Kota Paspor', 'Tempat Lahir',
    'Tanggal Lahir(yyyy-mm-dd)', 'Alamat', 'Provinsi', 'Kabupaten', 'Kecamatan', 'Kelurahan', 'No. Telepon',
    'No Hp', 'KewargaNegaraan', 'Status Pernikahan', 'Pendidikan', 'Pekerjaan', 'Provider Visa', 'No Visa',
    'Tanggal Berlaku Visa (yyyy-mm-dd)', 'Tanggal Akhir  Visa (yyyy-mm-dd)', 'Asuransi', 'No Polis',
    'Tanggal Input Polis (yyyy-mm-dd)', 'Tanggal Awal Polis (yyyy-mm-dd)', 'Tanggal Akhir Polis (yyyy-mm-dd)',
    'No BPJS',
]
