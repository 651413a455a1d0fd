import {
  to = hunt_query.data_center
  id = "Network of the data center"
}
