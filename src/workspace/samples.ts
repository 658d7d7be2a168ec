/** An error to try Pasteur with, offered at the page. */
export interface Sample {
  readonly title: string;
  readonly text: string;
}

/** nginx, PostgreSQL and Java were captured from the programs themselves; names, addresses and ids are made up. */
export const SAMPLES: readonly Sample[] = [
  {
    title: 'nginx: 502 Bad Gateway',
    text:
      '2026/11/21 10:21:58 [error] 32736#32736: *1 connect() failed (111: Connection refused) while connecting to upstream, ' +
      'client: 10.20.0.14, server: shop.example.com, request: "GET /api/checkout HTTP/1.1", ' +
      'upstream: "http://10.20.3.7:8080/api/checkout", host: "shop.example.com"',
  },
  {
    title: 'API Gateway: 403',
    text: `HTTP/2 403
content-type: application/json
x-amzn-requestid: 1f0c2d7e-53b1-4c58-9a51-4a2d4f0f7b11
x-amzn-errortype: MissingAuthenticationTokenException
x-amz-apigw-id: QkZ3uGm0IAMEvZw=

{"message":"Missing Authentication Token"}`,
  },
  {
    title: 'Kubernetes: OOMKilled',
    text: `Name:             checkout-7d9c6b5f4-x2x9q
Namespace:        shop
Status:           Running
Containers:
  checkout:
    Image:          registry.example.com/checkout:2.14.0
    State:          Waiting
      Reason:       CrashLoopBackOff
    Last State:     Terminated
      Reason:       OOMKilled
      Exit Code:    137
      Started:      Sat, 21 Nov 2026 10:04:11 +0000
      Finished:     Sat, 21 Nov 2026 10:05:47 +0000
    Ready:          False
    Restart Count:  6
    Limits:
      memory:  256Mi
Events:
  Type     Reason   Age                  From     Message
  ----     ------   ----                 ----     -------
  Warning  BackOff  21s (x18 over 5m2s)  kubelet  Back-off restarting failed container checkout in pod checkout-7d9c6b5f4-x2x9q_shop`,
  },
  {
    title: 'PostgreSQL: too many clients',
    text: `2026-11-21 10:22:01.453 UTC [359] app@shop FATAL:  sorry, too many clients already
2026-11-21 10:22:01.460 UTC [360] app@shop FATAL:  sorry, too many clients already
2026-11-21 10:22:02.425 UTC [363] app@shop FATAL:  sorry, too many clients already`,
  },
  {
    title: 'Java: a stack trace',
    text: `Exception in thread "main" OrderService$PaymentUnavailableException: payment service did not answer for order A-1042
	at OrderService.place(OrderService.java:5)
	at OrderService.main(OrderService.java:6)
Caused by: java.net.ConnectException: Connection refused
	at java.base/sun.nio.ch.Net.pollConnect(Native Method)
	at java.base/sun.nio.ch.Net.pollConnectNow(Net.java:672)
	at java.base/sun.nio.ch.NioSocketImpl.timedFinishConnect(NioSocketImpl.java:547)
	at java.base/sun.nio.ch.NioSocketImpl.connect(NioSocketImpl.java:602)
	at java.base/java.net.Socket.connect(Socket.java:633)
	at OrderService$PaymentClient.charge(OrderService.java:4)
	at OrderService.place(OrderService.java:5)
	... 1 more`,
  },
];
