# What every tool begins with: the repository's root as its folder, and words.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

say() { printf '\033[1m» %s\033[0m\n' "$*"; }
[ -t 1 ] && [ -z "${NO_COLOR:-}" ] || say() { printf '» %s\n' "$*"; }
fail() { printf 'course: %s\n' "$*" >&2; exit 1; }
# help_of ARGUMENT: prints the tool's own lines of the help, when they were asked for.
help_of() {
  case ${1:-} in -h | --help) sed -n 's/^#: //p' "$0"; exit 0 ;; esac
}
