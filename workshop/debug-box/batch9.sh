#!/bin/bash
cd /work/wt/debug
T=/work/wt/debug/node_modules/tsx/dist/cjs/index.cjs
{ rm -f /tmp/dbg/rec-*; for s in forky trixie bookworm; do RECORD=1 timeout 30 node --require $T /tmp/dbg/scenarios.ts $s record; done; python3 /tmp/dbg/rec.py
cp /tmp/dbg/recorded.test.ts test/unit/debug/; timeout 60 npx biome check --write src test/unit/debug test/support 2>&1 | tail -20; timeout 100 npx mocha --config test/mocharc.json 'test/unit/debug/*.test.ts' test/unit/structure.test.ts test/unit/editor/debug-tests.test.ts test/unit/editor/debug-requests.test.ts 2>&1 | tail -60; timeout 30 node --require $T /tmp/dbg/scenarios.ts bookworm breakpoint;  timeout 200 npx tsc --noEmit; date -u; } > /tmp/dbg/batch9.log 2>&1
