"""Checks what GrammarFuzz wrote. Needs pip packages jsonschema[format] (4.26.0)."""

import json
import sys
from decimal import Decimal

import jsonschema
from jsonschema import Draft202012Validator as V

bad = count = 0
for line in open(sys.argv[1], encoding="utf-8"):
    case = json.loads(line, parse_float=Decimal)  # so that multiples of 0.01 are exact
    count += 1
    try:
        V.check_schema(case["schema"])
        V(case["schema"], format_checker=V.FORMAT_CHECKER).validate(json.loads(case["text"], parse_float=Decimal))
    except Exception as e:
        bad += 1
        if bad < 20:
            print(case["number"], str(case["schema"]), repr(case["text"]), str(e).split("\n")[0])
print(count, "checked,", bad, "not valid")
sys.exit(bad > 0)
