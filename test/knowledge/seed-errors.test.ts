import { BUNDLED_KNOWLEDGE, createTriage, loadKnowledge, type Triage } from '../../src/index.ts';

// The errors that the pages quote from which the first knowledge was written, in their wording and language.
const CASES: readonly (readonly [text: string, id: string])[] = [
  ['error code 13 and the message BAD_GATEWAY', 'cloud-endpoints/esp-bad-gateway'],
  ['{"code": 13, "message": "BAD_GATEWAY"}', 'cloud-endpoints/esp-bad-gateway'],
  [
    'HTTP code 503 or gRPC code 14 and the message upstream connect error or disconnect/reset before headers. reset reason: connection failure. ESPv2',
    'cloud-endpoints/espv2-connection-failure',
  ],
  [
    'HTTP 코드 503 또는 gRPC 코드 14와 upstream connect error or disconnect/reset before headers. reset reason: connection failure 메시지를 받은 경우 ESPv2가 서비스의 백엔드에 연결할 수 없음',
    'cloud-endpoints/espv2-connection-failure',
  ],
  [
    '이 오류는 Cloud Run에 배포된 ESPv2의 서버리스 VPC 커넥터를 구성하는 경우에 나타납니다. reset reason: connection failure',
    'cloud-endpoints/espv2-connection-failure',
  ],
  [
    'API my-api.endpoints.example-project-12345.cloud.goog is not enabled for the project',
    'cloud-endpoints/api-not-enabled',
  ],
  [
    "'API my-api.endpoints.example-project-12345.cloud.goog가 프로젝트에 사용 설정되지 않았습니다.'",
    'cloud-endpoints/api-not-enabled',
  ],
  ['Service control request failed with HTTP response code 403', 'cloud-endpoints/service-control-403'],
  [
    '오류 코드 14와 Service control request failed\nwith HTTP response code 403 메시지가 수신되면',
    'cloud-endpoints/service-control-403',
  ],
  ["Method doesn't allow unregistered callers", 'cloud-endpoints/unregistered-callers'],
  [
    "API 키가 할당되어 있지 않으면 ESP가 Method doesn't allow unregistered callers 오류로 응답합니다.",
    'cloud-endpoints/unregistered-callers',
  ],
  ['Method does not exist', 'cloud-endpoints/method-does-not-exist'],
  [
    'error code 14 and the message upstream backend unavailable',
    'cloud-endpoints/upstream-backend-unavailable',
  ],
  ['If you encounter an upstream backend unavailable error', 'cloud-endpoints/upstream-backend-unavailable'],
  ['error code 13 and the message transport is closing', 'cloud-endpoints/transport-is-closing'],
  [
    'the HTTP response looks like it is binary: gRPC request hits the HTTP2 port',
    'cloud-endpoints/binary-response',
  ],
  [
    'the example Invoke-WebRequest in the tutorials fails in Windows PowerShell',
    'cloud-endpoints/invoke-webrequest',
  ],
  [
    'Invoke-WebRequest: the response contained a list of unsigned bytes that had to be converted to characters',
    'cloud-endpoints/invoke-webrequest',
  ],
  [
    'error_cause in the JSON payload of the Endpoints log is not application',
    'cloud-endpoints/find-error-cause-in-logs',
  ],
  [
    'App Engine flexible: error code 502 with BAD_GATEWAY in the message',
    'app-engine/flex-bad-gateway-out-of-memory',
  ],
  [
    'App Engine vm.syslog\nkernel: [  133.706951] Out of memory: Kill process 4490 (java) score 878 or sacrifice child\nkernel: [  133.714468] Killed process 4306 (java) total-vm:5332376kB, anon-rss:2712108kB, file-rss:0kB',
    'app-engine/flex-bad-gateway-out-of-memory',
  ],
  [
    'App Engine flexible environment: HTTP 502 or 503 for the first minutes after deploy',
    'app-engine/flex-502-503-after-deploy',
  ],
  [
    'Wed Aug 03 08:10:00 UTC 2022 : Execution failed due to configuration error: \nWE Aug 03 09:10:00 UTC 2022 : Method completed with status: 502',
    'aws-api-gateway/malformed-lambda-response',
  ],
  [
    "Wed Aug 03 08:20:33 UTC 2022 : Lambda execution failed with status 200 due to customer function error: [Errno 13] Permission denied: '/var/task/lambda_function.py'. Lambda request id: xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx\nWed Aug 03 08:20:33 UTC 2022 : Method completed with status: 502",
    'aws-api-gateway/lambda-permission-denied',
  ],
  ['API Gateway 400 Error: Bad Request', 'aws-api-gateway/bad-request'],
  ['API Gateway 403 Error: Access Denied', 'aws-api-gateway/access-denied'],
  ['API Gateway 404 Error: Not Found', 'aws-api-gateway/not-found'],
  ['API Gateway 409 Error: Conflict', 'aws-api-gateway/conflict'],
  ['API Gateway 429 Error: Limit Exceeded', 'aws-api-gateway/quota-exceeded'],
  ['API Gateway: Limit Exceeded Exception', 'aws-api-gateway/quota-exceeded'],
  ['API Gateway 429 Error: Too Many Requests', 'aws-api-gateway/throttled'],
  ['API Gateway 500 Error: Internal Server Error', 'aws-api-gateway/internal-error'],
  ['API Gateway 502 Error: Bad Gateway', 'aws-api-gateway/bad-gateway'],
  ['API Gateway 503 Error: Service Unavailable', 'aws-api-gateway/service-unavailable'],
  ['API Gateway 504 Error: Endpoint Request Timed-out', 'aws-api-gateway/endpoint-timeout'],
  [
    '502 Bad Gateway Exception, usually for an incompatible output returned from a Lambda proxy integration backend',
    'aws-api-gateway/malformed-lambda-response',
  ],
  ['Ошибка 502 при открытии сайта', 'web-server/bad-gateway-visitor'],
  [
    'Bad Gateway: Registered endpoint failed to handle the request, Temporary Error (502)',
    'http/bad-gateway',
  ],
  ['Error 502', 'http/bad-gateway'],
  ['Bad 502 Gateway', 'http/bad-gateway'],
  ['502 Error', 'http/bad-gateway'],
  ["502. That's an error", 'http/bad-gateway'],
  ['502 Service Temporarily Overloaded', 'web-server/bad-gateway-overload'],
  [
    '502 Server Error: The server encountered a temporary error and could not complete your request',
    'http/bad-gateway',
  ],
  [
    '502 – Web server received an invalid response while acting as a gateway or proxy server',
    'http/bad-gateway',
  ],
  ['502 Bad Gateway Nginx', 'nginx/upstream-connection-refused'],
  ['502 Proxy Error', 'http/bad-gateway'],
  ['HTTP 502', 'http/bad-gateway'],
  ['HTTP Error 502 Bad Gateway', 'http/bad-gateway'],
  ['404 Not Found', 'http/not-found'],
  ['401 Unauthorized – Please Pass Token', 'http/unauthorized'],
  ['407 Proxy Authentication Required', 'http/proxy-authentication-required'],
  ['403 Forbidden', 'http/forbidden'],
  ['400 Bad Request', 'http/bad-request'],
  ['422 Unprocessable Entity', 'http/unprocessable'],
  ['429 Too Many Requests', 'http/too-many-requests'],
  ['500 Internal Server Error', 'http/internal-server-error'],
  ['502 Bad Gateway', 'http/bad-gateway'],
  ['503 Service Unavailable', 'http/service-unavailable'],
  ['504 Gateway Timed Out', 'http/gateway-timeout'],
  ['501 Not Implemented', 'http/not-implemented'],
  ['414 URI Too Long', 'http/uri-too-long'],
  [
    'HTTP/1.1 400 Bad Request\nServer: Apache/2.4.25 (Ubuntu)\nContent-Type: application/json\n{ "error" : "REQUEST - BR0x0071" }',
    'http/bad-request',
  ],
  [
    '{ "error" : "Bad Request - Your request is missing parameters. Please verify and resubmit. Issue Reference Number BR0x0071" }',
    'http/bad-request',
  ],
  [
    'HTTP/1.1 400 Bad Request\nServer:\ntsa_b\n \n{"errors":[{"code":215,"message":"Bad Authentication data."}]}',
    'api-errors/twitter-bad-authentication',
  ],
  [
    '{\n  "error": {\n    "message": "Syntax error "Field picture specified more than once. This is only possible before version 2.1" at character 23: id,name,picture,picture",\n    "type": "OAuthException",\n    "code": 2500,\n    "fbtrace_id": "xxxxxxxxxxx"\n  }\n}',
    'api-errors/facebook-oauth-exception',
  ],
  [
    'HTTP/1.1 200\nServer: Microsoft-IIS/10.0\n{"SearchResponse":{"Version":"2.2","Query":{"SearchTerms":"api error codes"},"Errors":[{"Code":1001,"Message":"Required parameter is missing.","Parameter":"SearchRequest.AppId","HelpUrl":"httpu003au002fu002fmsdn.microsoft.comu002fen-usu002flibraryu002fdd251042.aspx"}]}}',
    'api-errors/bing-missing-parameter',
  ],
  [
    '[2017-05-02 13:32:14] production.ERROR: GuzzleHttpExceptionServerException: Server error: `GET https://api.spotify.com/v1/me/player/currently-playing` resulted in a `502 Bad Gateway` response:\n{\n  "error" : {\n    "status" : 502,\n    "message" : "Bad gateway."\n  }\n}',
    'api-errors/spotify-bad-gateway',
  ],
  [
    'Executed action Vault.Core.Controllers.ContentsController.GetFolderContents2 (Vault.Core) in 400.8282ms\ninfo: Microsoft.AspNetCore.Hosting.Internal.WebHost[2]\nRequest finished in 447.2655ms 200 application/json; charset=utf-8\n502 Error: Bad Gateway',
    'aspnet-core/bad-gateway-after-success',
  ],
  [
    'I have .net core api project. some of the endpoints are giving 502 Error: Bad Gateway',
    'aspnet-core/bad-gateway-after-success',
  ],
  [
    'в логах отобразится ошибка OOM, сервер перегружен, на сайте ошибка 502',
    'web-server/bad-gateway-overload',
  ],
  ['ошибка 502 из-за большого количества посетителей, DDoS-атака', 'web-server/bad-gateway-overload'],
  ['плагин WordPress нарушает работу сервера, ошибка 502', 'web-server/wordpress-plugin'],
  [
    'Клиенты с VPS сталкиваются с «502 Bad Gateway»: Nginx не может получить ответ от PHP-FPM',
    'nginx/upstream-connection-refused',
  ],
];

let triage: Triage;
beforeAll(async () => {
  triage = createTriage(await loadKnowledge(BUNDLED_KNOWLEDGE));
});

test.each(CASES)('%s is answered by %s', (text, id) => {
  const { verdict, matches } = triage(text);
  expect([verdict, matches[0]?.id]).toEqual(['matched', id]);
});
