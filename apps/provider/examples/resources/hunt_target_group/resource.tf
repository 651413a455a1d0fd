resource "hunt_controller_group" "data_center" {
  name = "Data center"
}

resource "hunt_target_group" "web_servers" {
  name                = "Web servers"
  controller_group_id = hunt_controller_group.data_center.id

  timeouts {
    create = "2m"
  }
}
