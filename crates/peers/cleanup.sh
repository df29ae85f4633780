# Ends what lives below the given directories and removes them: servers of the host (known by their
# working directory), network namespaces (a file called `namespace` holds the name) with all that
# runs inside, and files.
#
#   sh cleanup.sh DIR...    these directories
#   sh cleanup.sh           every directory left by a test process that is gone
#   sh cleanup.sh --all     every directory, also of test processes that still run
#
# Plain POSIX sh: it is also run from inside a test process and by the process that watches it.

clean() {
    dir=$1
    # Twice, because a server may have been about to fork.
    for round in 1 2; do
        for proc in /proc/[0-9]*; do
            case $(readlink "$proc/cwd" 2>/dev/null) in
                "$dir" | "$dir"/*) kill -KILL "${proc#/proc/}" 2>/dev/null ;;
            esac
        done
    done
    for file in "$dir"/namespace "$dir"/*/namespace; do
        [ -f "$file" ] || continue
        name=$(cat "$file")
        case $name in mailseal-?*) ;; *) continue ;; esac
        for pid in $(ip netns pids "$name" 2>/dev/null); do
            kill -KILL "$pid" 2>/dev/null
        done
        ip netns del "$name" 2>/dev/null
        rm -rf "/etc/netns/$name"
    done
    rm -rf "$dir"
}

if [ $# -eq 0 ] || [ "$1" = --all ]; then
    for dir in "${TMPDIR:-/tmp}"/mailseal-peers-*; do
        [ -d "$dir" ] || continue
        if [ "${1:-}" != --all ] && kill -0 "${dir##*-}" 2>/dev/null; then
            continue
        fi
        clean "$dir"
    done
else
    for dir; do
        case $dir in */mailseal-peers-?*) clean "$dir" ;; esac
    done
fi
