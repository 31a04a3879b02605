"""Reads every cell of a workbook with openpyxl, read-only: openpyxl_read.py FILE."""
import resource
import sys
import time

import openpyxl

times = []
for _ in range(3):
    start = time.perf_counter()
    book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
    cells = sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None)
    book.close()
    times.append((time.perf_counter() - start) * 1e3)
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
print(
    "openpyxl %s, read-only: first %.1f ms, median %.1f ms, peak %.1f MB, %d cells"
    % (openpyxl.__version__, times[0], sorted(times)[1], peak, cells)
)
