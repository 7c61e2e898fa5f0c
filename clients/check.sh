#!/usr/bin/env bash
# check.sh IMAGE: checks the description of a running server, generates both clients from it, compiles them strictly, and scores
# the image with each. ENGRAM_URL and ENGRAM_API_KEY name the server and a key of an account. ./engram test --all runs it.
set -euo pipefail
image=$(realpath "$1")
cd "$(dirname "${BASH_SOURCE[0]}")"
mkdir -p typescript/target python/target

curl -fsS -H 'Accept: application/json' "$ENGRAM_URL/api/openapi" -o typescript/target/openapi.json

echo "Breaking changes since the description in clients/openapi.json:"
oasdiff=$(command -v oasdiff || true)
if [[ -z $oasdiff ]]; then
  GOBIN=$PWD/target/bin go install github.com/oasdiff/oasdiff@v1.38.0
  oasdiff=$PWD/target/bin/oasdiff
fi
"$oasdiff" breaking --fail-on ERR openapi.json typescript/target/openapi.json

cd typescript
npm ci --no-audit --no-fund --silent
npm run --silent lint
npm run --silent generate
npm run --silent build
npm run --silent first-score -- "$image"

cd ../python
[[ -d target/environment ]] || python3 -m venv target/environment
target/environment/bin/pip install --quiet --requirement requirements.txt
target/environment/bin/openapi-python-client generate --path ../typescript/target/openapi.json --output-path target/client --overwrite
target/environment/bin/pip install --quiet ./target/client
target/environment/bin/mypy --strict first_score.py target/client/engram_client
target/environment/bin/python first_score.py "$image"
