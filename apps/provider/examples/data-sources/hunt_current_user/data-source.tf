data "hunt_current_user" "me" {
}

output "role" {
  value = data.hunt_current_user.me.role
}
