# Import by ID, preferably after the ID of its organization or location and a slash,
# or by the ID or name of its policy if that is assigned once
terraform import hunt_policy_assignment.tellers 'Tellers, strict'
