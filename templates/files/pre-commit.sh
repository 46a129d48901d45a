#!/bin/sh
# Copy to .git/hooks/pre-commit. Checks only what is staged, and only when a contract is.
set -eu
changed=$(git diff --cached --name-only --diff-filter=AM -- 'specs/*.yaml' 'specs/*.yml' 'specs/*.json')
for spec in $changed; do
    git show ":$spec" | countersign check -
    if git cat-file -e "HEAD:$spec" 2>/dev/null; then
        git show ":$spec" | countersign diff "HEAD:$spec" -
    fi
done
