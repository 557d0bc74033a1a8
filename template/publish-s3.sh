#!/usr/bin/env bash
# Copies a built site to S3-compatible storage, in an order in which readers never see half of it.
#
#     ./publish-s3.sh site remote:bucket            # a bucket, or a folder in one, that holds nothing else
#     ./publish-s3.sh site remote:bucket --dry-run  # only says what would be done
#
# It needs rclone 1.60 or newer. What follows the second word goes to rclone as it is.
set -euo pipefail
export LC_ALL=C

stop() {
    printf '%s\n' "$*" >&2
    exit 1
}

[ $# -ge 2 ] || stop "usage: $0 SITE REMOTE:BUCKET [OPTIONS OF RCLONE]"
site=$1 target=$2
shift 2

# Seconds for which a browser may show a page again without asking. Deletions wait as long: until then,
# a page that somebody has open still finds its old style sheet and its old search index.
max_age=${PAGES_MAX_AGE:-300}
# shellcheck disable=SC2034 # stages names it
brief="public, max-age=$max_age, must-revalidate"
# Files with a hash of their content in their name: another content has another name.
# shellcheck disable=SC2034 # the same
forever="public, max-age=31536000, immutable"

# The stages, in the order in which they are sent: how long a file is kept, and the names it covers.
# Assets come before the pages that need them, pages before the lists and feeds that lead to them.
stages() {
    cat <<'END'
forever ^assets/.*\.[0-9a-f]{8,16}(\.min)?\.(css|js)(\.map)?$
forever ^search/([0-9a-f]{16}/|values\.[0-9a-f]{16}\.json$)
brief   ^letters/[^/]+/files/
brief   ^(assets|letters/[^/]*-[^/]*)/.*\.(css|js|png|svg|jpg|ico|woff2|txt|md|json|bib|ris)$
brief   ^letters/[^/]*-[^/]*/.*\.html$
brief   \.html$
brief   ^(.*/)?(feed\.(xml|json)|sitemap[^/]*)$
brief   .
END
}

# What a file is: the media type that the site itself names, and the names it covers. The first fits.
types() {
    cat <<'END'
text/html;charset=utf-8                             \.html$
application/atom+xml;charset=utf-8                  (^|/)feed\.xml$
application/feed+json                               (^|/)feed\.json$
application/vnd.citationstyles.csl+json             ^letters/[^/]+/cite\.json$
application/schema+json                             ^data/schemas/[^/]+\.json$
application/tei+xml;charset=utf-8                   ^data/correspondence\.xml$
text/plain;charset=utf-8                            (\.txt|^_redirects|^data/SHA256SUMS|^data/redirects\.map)$
application/json                                    \.(json|map)$
application/xml;charset=utf-8                       \.xml$
text/javascript;charset=utf-8                       \.m?js$
text/css;charset=utf-8                              \.css$
text/markdown;charset=utf-8                         \.md$
text/csv;charset=utf-8                              \.csv$
application/x-bibtex;charset=utf-8                  \.bib$
application/x-research-info-systems;charset=utf-8   \.ris$
application/vnd.sqlite3                             \.sqlite$
application/gzip                                    \.gz$
application/zip                                     \.zip$
application/epub+zip                                \.epub$
application/pdf                                     \.pdf$
application/rtf                                     \.rtf$
application/pgp-signature                           \.asc$
application/vnd.openxmlformats-officedocument.wordprocessingml.document    \.docx$
application/vnd.openxmlformats-officedocument.spreadsheetml.sheet          \.xlsx$
application/vnd.openxmlformats-officedocument.presentationml.presentation  \.pptx$
application/vnd.oasis.opendocument.text             \.odt$
application/vnd.oasis.opendocument.spreadsheet      \.ods$
application/vnd.oasis.opendocument.presentation     \.odp$
image/png                                           \.png$
image/jpeg                                          \.jpe?g$
image/svg+xml                                       \.svg$
image/tiff                                          \.tiff?$
audio/mpeg                                          \.mp3$
video/mp4                                           \.mp4$
font/woff2                                          \.woff2$
application/octet-stream                            .
END
}

# Lists every file of a place with its MD5, a line each. Hidden files, such as .git, are left alone.
list() {
    rclone lsf "$1" --recursive --files-only --format hp --hash MD5 --fast-list \
        --exclude '/.*' --exclude '/.*/**' | sort
}

# Sends the files that are named in a file, as one kind.
send() {
    rclone copy "$site" "$target" --files-from-raw "$1" --no-check-dest --no-traverse \
        --header-upload "Content-Type: $2" --header-upload "Cache-Control: $3" "${@:4}" </dev/null
}

# Moves the lines that fit a pattern from one file to another, and says whether there were any.
take() {
    grep -E "$1" "$2" >"$3" || return 1
    grep -vE "$1" "$2" >"$2.rest" || true
    mv "$2.rest" "$2"
}

[ -f "$site/index.html" ] && [ -f "$site/data/letters.json" ] ||
    stop "$site is no built archive: it lacks index.html or data/letters.json. Nothing was sent."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

list "$site" >"$work/site"
list "$target" >"$work/target"
comm -23 "$work/site" "$work/target" | cut -d ';' -f 2- >"$work/waiting"
cut -d ';' -f 2- "$work/site" | sort >"$work/names"
cut -d ';' -f 2- "$work/target" | sort | comm -13 "$work/names" - >"$work/gone"
# An archive has these assets from the first minute of its first copy on; nothing else has them.
if [ -s "$work/gone" ] && ! grep -q ';assets/undersigned/' "$work/target"; then
    stop "$target holds other files: name a bucket or folder for the archive alone. Nothing was sent."
fi
printf '%d files to send, %d to delete.\n' "$(wc -l <"$work/waiting")" "$(wc -l <"$work/gone")"

while read -r kept names; do
    take "$names" "$work/waiting" "$work/stage" || continue
    while read -r type covers; do
        if take "$covers" "$work/stage" "$work/now"; then
            send "$work/now" "$type" "${!kept}" "$@"
        fi
    done < <(types)
done < <(stages)

case " $* " in
*' --dry-run '* | *' -n '*)
    sed 's/^/to delete: /' "$work/gone"
    exit
    ;;
esac

if [ -s "$work/gone" ]; then
    sleep "$max_age"
    rclone delete "$target" --files-from-raw "$work/gone" "$@"
fi
list "$target" | diff "$work/site" - >&2 ||
    stop "These files differ between $site and $target. Was another site being published? Try again."
printf '%s is as %s.\n' "$target" "$site"
