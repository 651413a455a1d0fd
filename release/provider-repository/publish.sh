#!/usr/bin/env bash
# Publishes the provider of a huntkit release as a release of this repository: verifies where the files come from, commits
# the documentation, and signs the checksums. A run that failed can be repeated.
# SOURCE is the repository of huntkit. GPG_PRIVATE_KEY is an RSA key without a passphrase.
set -euo pipefail

fail() {
  echo "::error title=Nothing was published::$1"
  exit 1
}

version="$1"
tag="v$version"
[[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "Invalid version \"$version\". For example: 1.2.3"
[ -n "${GPG_PRIVATE_KEY:-}" ] || fail "The secret GPG_PRIVATE_KEY is not set in the environment release."
if gh release view "$tag" >/dev/null 2>&1; then fail "The release $tag exists already."; fi

temporary="$(mktemp -d)"
trap 'rm -rf "$temporary"' EXIT
release="$temporary/release"
sums="terraform-provider-hunt_${version}_SHA256SUMS"

echo "Downloading the files of $SOURCE $tag"
gh release download "$tag" --repo "$SOURCE" --dir "$release" \
  --pattern 'terraform-provider-hunt_*.zip' \
  --pattern "terraform-provider-hunt_${version}_manifest.json" \
  --pattern "$sums"

# The checksums must come from the release workflow of huntkit. All files must be the ones that they name.
gh attestation verify "$release/$sums" --repo "$SOURCE" --signer-workflow "$SOURCE/.github/workflows/release.yml" ||
  fail "$sums was not made by the release workflow of $SOURCE."
(cd "$release" && sha256sum --check --strict --quiet "$sums") || fail "A file does not match its checksum."
listed="$(cut -d ' ' -f 3 "$release/$sums" | sort)"
present="$(cd "$release" && find . -type f ! -name "$sums" -printf '%P\n' | sort)"
[ "$listed" = "$present" ] || fail "The files of the release are not the ones in $sums."

echo "Signing $sums"
export GNUPGHOME="$temporary/gnupg"
mkdir -m 700 "$GNUPGHOME"
printf '%s' "$GPG_PRIVATE_KEY" | gpg --batch --quiet --import
gpg --batch --yes --detach-sign "$release/$sums"
gpgconf --kill gpg-agent

# The registries show the pages in docs/ of the tag. A tag of huntkit has the released commit as its parent.
gh auth setup-git
origin="$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
if ! git ls-remote --exit-code "$origin" "refs/tags/$tag" >/dev/null; then
  echo "Committing the documentation"
  git fetch --quiet --depth 2 "$GITHUB_SERVER_URL/$SOURCE" "refs/tags/$tag"
  rm -rf docs
  git archive 'FETCH_HEAD^:apps/provider' docs | tar -x
  git show 'FETCH_HEAD^:LICENSE' >LICENSE
  git add --all docs LICENSE
  git -c user.name='github-actions[bot]' -c user.email='41898282+github-actions[bot]@users.noreply.github.com' \
    commit --quiet --allow-empty --message "Release $tag"
  git tag "$tag"
  git push --quiet --atomic "$origin" "HEAD:$GITHUB_REF" "refs/tags/$tag"
fi

gh release create "$tag" --verify-tag --title "$tag" \
  --notes "See the [release of huntkit]($GITHUB_SERVER_URL/$SOURCE/releases/tag/$tag)." "$release"/*
