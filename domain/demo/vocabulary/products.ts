import { tableIn } from "./lines.ts";

/**
 * Number, name, model, category, series, unit, list price, cost in percent of it, usual quantity, spread of the quantity, maker,
 * everyday name in Chinese, Korean and English, specification, weight among the main products of a deal, what is sold with it.
 */
export const PRODUCTS = tableIn(`
EQ-1010|光纤激光打标机 20W|LM-20F|equipment|LM|台|46800|63|1.4|0.5|苏州朗铎光电|激光打标机|레이저 마킹기|laser marker|20W 光纤 / 110×110mm|8|SV-7010,CS-5040
EQ-1012|光纤激光打标机 50W（飞行）|LM-50X|equipment|LM|台|89500|64|1.2|0.4|苏州朗铎光电|飞行激光打标机|50W 레이저 마킹기|50 W laser marker|50W 光纤 / 线速 120m/min|4|SV-7010,SV-7020
EQ-1020|半自动贴标机|TB-220|equipment|TB|台|28600|61|1.6|0.6|宁波恒屿包装机械|贴标机|라벨 부착기|labelling machine|圆瓶 / 扁瓶 20–60 瓶/分|5|CS-5010,SV-7010
EQ-1022|在线打印贴标一体机|PA-600|equipment|TB|台|132000|66|1.2|0.4|Ferro Mark|打印贴标一体机|인쇄 부착기|print-and-apply line|300dpi / 60 箱/分|4|SV-7010,SV-7030,CS-5012
EQ-1030|螺杆空压机 22kW 变频|SC-22V|equipment|SC|台|58900|68|1.5|0.5|浙江昊岚压缩机|变频空压机|인버터 콤프레서|22 kW compressor|22kW / 3.6m³/min|6|CS-5030,SV-7020
EQ-1032|螺杆空压机 55kW 永磁变频|SC-55PM|equipment|SC|台|118000|69|1.3|0.4|浙江昊岚压缩机|永磁空压机|55kW 콤프레서|55 kW compressor|55kW / 9.8m³/min|4|CS-5030,SV-7020
EQ-1040|工业除湿机|DH-480|equipment|DH|台|16800|62|3|0.7|杭州润禾环境|工业除湿机|산업용 제습기|dehumidifier|480L/天|3|SV-7020
EQ-1050|协作机器人 10kg|CR-10|equipment|CR|台|148000|72|1.6|0.6|한벗로보틱스|协作机器人|협동로봇|10 kg cobot|臂展 1300mm / ±0.05mm|6|CP-4030,SV-7030,SV-7040
EQ-1052|码垛工作站|PZ-25|equipment|CR|套|326000|71|1.1|0.3|한벗로보틱스|码垛工作站|팔레타이징 셀|palletising cell|25kg / 8 箱/分|3|SV-7030,SV-7040,SV-7020
EQ-1060|AOI 视觉检测机|VI-800|equipment|VI|台|215000|66|1.2|0.4|비전온|视觉检测机|비전 검사기|vision inspection unit|500 万像素 / 0.02mm|5|SV-7030,SV-7020
EQ-1070|自动热收缩包装机|SP-4525|equipment|SP|台|36500|63|1.3|0.5|宁波恒屿包装机械|热收缩包装机|수축 포장기|shrink wrapper|L450×W250mm|3|CS-5050,SV-7010
EQ-1080|箱式重量检重秤|CW-30|equipment|CW|台|42300|60|1.5|0.5|무게샘|检重秤|중량 선별기|checkweigher|30kg / ±5g|3|SV-7010
HW-2010|工业条码打印机 300dpi|TP-400i|hardware|TP|台|6980|70|6|0.9|Ferro Mark|条码打印机|바코드 프린터|label printer|104mm / 300dpi / 网口|9|CS-5010,CS-5020
HW-2012|桌面条码打印机|TP-210|hardware|TP|台|1480|68|12|0.9|Ferro Mark|桌面打印机|데스크톱 프린터|desktop printer|108mm / 203dpi|4|CS-5010,CS-5020
HW-2020|手持数据终端|HT-65|hardware|HT|台|4260|71|18|0.9|Corvane|手持终端|산업용 PDA|handheld terminal|Android 13 / 二维 / IP65|10|SW-6010,HW-2024
HW-2022|超高频 RFID 手持机|HT-90U|hardware|HT|台|9800|70|8|0.8|Corvane|RFID 手持机|RFID 리더기|RFID handheld|UHF / 8m / IP65|4|CS-5014,SW-6010
HW-2024|四联充电座|HT-C4|hardware|HT|个|1180|66|5|0.7|Corvane|充电座|4구 충전 크래들|charging cradle|HT-65 / HT-90U 通用|1|
HW-2030|工业平板电脑 12.1"|IP-121|hardware|IP|台|7350|69|10|0.9|深圳磐屿工控|工业平板|산업용 패널 PC|panel PC|i5 / 8GB / 256GB|7|SW-6020
HW-2032|嵌入式工控机|IB-700|hardware|IP|台|5680|68|8|0.8|深圳磐屿工控|工控机|산업용 PC|box PC|i5 / 双网口 / 宽温|4|SW-6020
HW-2040|工业交换机 16 口|IS-16G|hardware|IS|台|3950|66|6|0.8|Norvik Data|工业交换机|산업용 스위치|industrial switch|16×GE / 导轨|4|HW-2042
HW-2042|边缘采集网关|EG-40|hardware|IS|台|4480|62|10|0.9|Norvik Data|采集网关|엣지 게이트웨이|edge gateway|4×RS485 / Modbus / OPC UA|6|SW-6020,SW-6030
HW-2050|会议平板 75"|MB-75|hardware|MB|台|15900|74|2|0.7|深圳磐屿工控|会议平板|전자칠판|meeting display|75" 4K 触控|3|SV-7010
HW-2060|A3 彩色数码复合机|MF-C30|hardware|MF|台|23800|76|3|0.8|Ohmura Office|彩色复合机|컬러 복합기|A3 multifunction printer|30 张/分 / A3|5|CS-5060,SV-7050
CP-4010|伺服电机套装 750W|SM-75|component|SM|套|2680|67|14|0.9|台州力禾电机|伺服套装|서보 모터 세트|servo set|750W / 23bit|5|CP-4020
CP-4020|光电传感器|PS-18|component|PS|个|186|55|60|1|비전온|光电传感器|광전 센서|photo sensor|M18 / NPN / 2m|3|
CP-4030|电动夹爪|EG-50|component|CR|个|9600|64|2|0.6|한벗로보틱스|电动夹爪|전동 그리퍼|electric gripper|行程 50mm / 5–80N|2|
CP-4040|精密直线模组|LS-60|component|SM|根|3150|65|8|0.8|台州力禾电机|直线模组|리니어 모듈|linear stage|行程 600mm / ±0.01mm|3|CP-4010
CP-4050|电磁阀岛 8 位|VM-08|component|VM|组|1860|62|10|0.8|Castell Pneumatics|电磁阀岛|솔레노이드 밸브|valve manifold|8 位 / PROFINET|3|
CS-5010|热敏标签纸 100×70|TL-10070|consumable|TL|卷|21.5|58|300|0.9|宁波恒屿包装机械|热敏标签|감열 라벨|thermal labels|500 张/卷|4|CS-5020
CS-5012|铜版标签纸 100×150|TL-100150|consumable|TL|卷|38|57|240|0.9|宁波恒屿包装机械|铜版标签|아트지 라벨|coated labels|500 张/卷|3|CS-5020
CS-5014|RFID 抗金属标签|RT-M60|consumable|RT|张|6.8|52|1500|0.9|Corvane|抗金属标签|금속용 RFID 태그|on-metal RFID tags|60×25mm / Monza R6|2|
CS-5020|树脂基碳带 110×300|RB-110R|consumable|RB|卷|32|54|120|0.9|Ferro Mark|碳带|리본|ribbons|110mm×300m|2|
CS-5030|空压机保养包|SC-MK|consumable|SC|套|2380|51|2|0.5|浙江昊岚压缩机|保养包|콤프레서 소모품 키트|service kit|4000h / 三滤 + 油|2|
CS-5040|打标机场镜保护片|LM-PL|consumable|LM|片|145|48|12|0.6|苏州朗铎光电|保护镜片|보호 렌즈|cover lenses|F254|1|
CS-5050|POF 热收缩膜|SF-15|consumable|SP|卷|268|60|40|0.8|宁波恒屿包装机械|收缩膜|수축 필름|shrink film|15μm×1500m|2|
CS-5060|复合机碳粉套装|MF-TK|consumable|MF|套|1980|67|4|0.7|Ohmura Office|碳粉套装|토너 세트|toner set|CMYK / 24000 页|2|
SW-6010|仓储管理系统（年度许可）|WMS-S|software|Tidal|用户|1680|18|20|0.8|东澜|WMS 许可|WMS 라이선스|WMS licences|按用户 / 年|6|SV-7030,HW-2020
SW-6020|设备数据采集平台（年度许可）|MDC-P|software|Tidal|点|960|18|40|0.9|东澜|采集平台许可|설비 데이터 플랫폼|machine data licences|按设备点 / 年|5|SV-7030,HW-2042
SW-6030|能耗分析模块|MDC-E|software|Tidal|套|36000|16|1|0.2|东澜|能耗模块|에너지 분석 모듈|energy module|单厂区 / 年|2|HW-2042
SV-7010|安装调试|SV-INST|service|SV|次|2800|58|1|0.3|东澜|安装调试|설치 시운전|installation|含一次往返|1|
SV-7020|年度维保|SV-CARE|service|SV|年|8600|55|1|0.3|东澜|年度维保|연간 유지보수|annual maintenance|4 次巡检 / 8h 响应|4|
SV-7030|实施服务|SV-IMPL|service|SV|人天|2200|61|12|0.6|东澜|实施服务|구축 서비스|implementation days|现场 / 远程|2|
SV-7040|机器人应用培训|SV-TRAIN|service|SV|期|9800|50|1|0.2|东澜|应用培训|로봇 교육|robot training|3 天 / 8 人|1|
SV-7050|打印托管服务|SV-MPS|service|SV|月|1350|57|12|0.3|东澜|打印托管|출력관리 서비스|managed print|含耗材 / 上门|3|
HW-2014|便携标签打印机|TP-80m|hardware|TP|台|2350|69|8|0.8|Ferro Mark|便携打印机|휴대용 프린터|mobile printer|80mm / 蓝牙|3|CS-5010
EQ-1014|CO₂ 激光喷码机 30W|LM-30C|equipment|LM|台|72500|67|1.2|0.4|苏州朗铎光电|CO₂ 激光机|CO₂ 마킹기|CO₂ coder|30W / 停产型号，仅供备件|0|
`);

/** Description, technical data, frequent question of some products, by number. `^` parts lines. */
export const PRODUCT_TEXTS = tableIn(`
EQ-1010|适合金属、硬质塑料件的序列号、二维码和 LOGO 打标。标配旋转治具接口，可对接 MES 自动取码。|激光器：20W 脉冲光纤，寿命约 10 万小时^幅面：110×110 mm（可选 175×175）^精度：±0.01 mm^供电：220V 单相 600W^冷却：风冷|能打黑色阳极氧化铝吗？可以，参数见随机资料。^能否接扫码枪？可以，USB 与 RS232 均支持。
EQ-1012|用于产线飞行打标，配编码器同步。饮料瓶盖、线缆、型材客户用得最多。|激光器：50W 脉冲光纤^线速：≤120 m/min^通讯：TCP/IP、RS232、I/O 12 入 12 出|需要除尘吗？塑料件必须配烟尘净化器。
EQ-1022|按订单实时打印并贴到外箱侧面，支持 SSCC 与客户自定义模板。|速度：60 箱/分^打印：300 dpi^气源：0.5–0.6 MPa|断网后怎么办？本机可缓存 5000 条任务。
EQ-1030|变频螺杆机，适合用气波动大的车间，实测较工频机节电 20% 以上。|功率：22 kW^排气量：3.6 m³/min @0.8MPa^噪声：66 dB(A)^接口：G1¼|保修多久？整机一年，主机两年。
EQ-1050|협동로봇. 조립, 로딩/언로딩, 나사 체결에 적합. 안전펜스 없이 설치 가능(위험성 평가 필요).|가반 하중: 10 kg^작업 반경: 1300 mm^반복 정밀도: ±0.05 mm^무게: 33 kg|프로그래밍이 어려운가요? 직접교시 지원, 교육 3일 포함 가능.
EQ-1060|用于 PCBA、连接器和金属件外观检测，深度学习模型可在现场补训。|相机：500 万像素 ×2^检出：≥0.02 mm^节拍：1.2 s/件|样品测试收费吗？首轮 50 片免费。
HW-2010|金属机身，适合产线三班连续打印。|宽度：104 mm^分辨率：300 dpi^接口：USB、网口、串口^日打印量：≤8000 张|支持中文字库吗？内置 GB18030。
HW-2020|Rugged Android terminal for warehouse picking and shop-floor reporting.|Android 13, GMS certified, numeric keypad optional^2D imager, 0.1–1.2 m^4,500 mAh hot-swap^IP65, 1.5 m drop|Does it work with our own app? Yes, any Android app; a scan-to-intent profile is preset.
HW-2042|采集 PLC、电表、空压机等设备数据，支持断点续传。|协议：Modbus RTU/TCP、OPC UA、S7、MC^缓存：7 天^供电：9–36 V DC|能接三菱老 PLC 吗？FX 系列需加串口模块。
SW-6010|收货、上架、拣选、盘点、出库全流程，和手持终端配套使用。|部署：本地或云^数据库：PostgreSQL^接口：REST，现成对接主流 ERP|最少买几个用户？5 个起。
SW-6020|设备稼动率、节拍、报警统计，报表可按班次查看。|采集点：单机 ≤2000^刷新：1 s^数据保留：3 年|
SV-7020|每季度一次预防性巡检，故障 8 小时内响应，备件九折。||包含耗材吗？不含，耗材另计。
`);
