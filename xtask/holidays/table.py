"""Prints the public holidays of countries that fall on a day on which people would work otherwise.

Arguments: first year, last year, then each country as CODE=FREE, FREE being the two free days of its week (Monday is 0).
A line for each country and year: `CN 2026 0101 0102`. By the package `holidays`, whose version requirements.txt pins.
"""

import sys

import holidays

first, last = int(sys.argv[1]), int(sys.argv[2])
for argument in sys.argv[3:]:
    code, free = argument.split("=")
    free = {int(day) for day in free}
    for year in range(first, last + 1):
        days = sorted(day for day in holidays.country_holidays(code, years=year) if day.year == year)
        words = [day.strftime("%m%d") for day in days if day.weekday() not in free]
        print(code, year, *words)
