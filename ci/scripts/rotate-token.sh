while IFS= read -r address; do
  [ -z "$address" ] || set -- "$@" --to "$address"
done <<ADDRESSES
$HUNT_INPUT_TO
ADDRESSES
hunt token rotate --yes "$@"
